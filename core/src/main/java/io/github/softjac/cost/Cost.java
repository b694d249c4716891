package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;
import org.jspecify.annotations.Nullable;

/// A cost `L(y, t)` of one row: `y` the softmax output, `t` the target, both `[classes]`; a scalar.
///
/// A cost of your own is one method. It returns `L` and writes `∂L/∂y`; the chain rule through
/// softmax, `∂L/∂z = y ⊙ (∂L/∂y − ⟨∂L/∂y, y⟩)`, batches and weights come with it:
///
/// ```java
/// Cost squaredError = (y, t, dy) -> {
///   double loss = 0;
///   for (int k = 0; k < y.length; k++) {
///     dy[k] = y[k] - t[k];
///     loss += 0.5 * dy[k] * dy[k];
///   }
///   return loss;
/// };
/// ```
///
/// Check it with [io.github.softjac.check.GradientCheck]. Overriding the `double` form gives double
/// accuracy to training and to the check; without it the float form is used at float accuracy.
///
/// A cost has no state that a call changes: one object serves many threads.
@FunctionalInterface
public interface Cost {

  /// `L(y, t)` and its derivative.
  ///
  /// @param y softmax output `[classes]`; not to be changed
  /// @param t target `[classes]`; not to be changed
  /// @param dy receives `∂L/∂y` `[classes]`
  /// @return L
  double gradient(float[] y, float[] t, float[] dy);

  /// The same in double. This default rounds `y` and `t` to float, calls the float form, and
  /// allocates three arrays to do so; override it where accuracy or speed matters.
  default double gradient(double[] y, double[] t, double[] dy) {
    float[] dyFloat = new float[y.length];
    double loss = gradient(Narrowed.copy(y), Narrowed.copy(t), dyFloat);
    for (int k = 0; k < dyFloat.length; k++) {
      dy[k] = dyFloat[k];
    }
    return loss;
  }

  /// `L(softmax(z), t)` of one row and its derivative by the logits, `∂L/∂z_k = y_k (∂L/∂y_k − Σ_j
  /// ∂L/∂y_j y_j)`.
  ///
  /// Costs whose `L` or `∂L/∂z` has a form of its own in the logits override this: cross-entropy is
  /// computed by log-sum-exp, never by `log(y)`.
  ///
  /// @param z logits `[classes]`
  /// @param t target `[classes]`
  /// @param y receives softmax(z) `[classes]`; may be `z`
  /// @param dz receives `∂L/∂z` `[classes]`; not `z`, `y` or `t`
  /// @return L
  /// @throws IllegalArgumentException if `z` is empty or another array is not as long as `z`
  default double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
    RowArrays.check(z.length, t.length, y.length, dz.length);
    Softmax.forward(z, y, 1, z.length);
    double loss = gradient(y, t, dz);
    Softmax.backward(y, dz, dz, 1, z.length);
    return loss;
  }

  /// The same in double.
  default double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
    RowArrays.check(z.length, t.length, y.length, dz.length);
    Softmax.forward(z, y, 1, z.length);
    double loss = gradient(y, t, dz);
    Softmax.backward(y, dz, dz, 1, z.length);
    return loss;
  }

  /// The weighted mean of a batch, `Σ_i w_i L_i / Σ_i w_i`, and its derivative by the logits, `dz_i
  /// = (w_i / Σ w) ∂L_i/∂z_i`. If all weights are 0, the mean and the gradient are 0.
  ///
  /// @param z logits `[rows × classes]`
  /// @param t targets `[rows × classes]`, none negative or NaN
  /// @param weights `[rows]`, each finite and 0 or more; `null`: 1 each
  /// @param dz receives the gradient `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, an array is too
  ///   short, a target is negative or NaN, or a weight is negative, NaN or infinite (row, column
  ///   and value are named)
  default double meanLogitGradient(
      float[] z, float[] t, float @Nullable [] weights, float[] dz, int rows, int classes) {
    return Batch.meanLogitGradient(this, z, t, weights, dz, rows, classes);
  }

  /// The same for index targets: the target of row i is 1 at class `labels[i]` and 0 elsewhere.
  ///
  /// @param z logits `[rows × classes]`
  /// @param labels `[rows]`, each a class from 0 on; −1 for a row to ignore, as if its weight were
  ///   0
  /// @param weights `[rows]`, each finite and 0 or more; `null`: 1 each
  /// @param dz receives the gradient `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, an array is too
  ///   short, a label is no class, or a weight is negative, NaN or infinite (row and value are
  ///   named)
  default double meanLogitGradient(
      float[] z, int[] labels, float @Nullable [] weights, float[] dz, int rows, int classes) {
    return Batch.meanLogitGradient(this, z, labels, weights, dz, rows, classes);
  }

  /// The same in double.
  default double meanLogitGradient(
      double[] z, double[] t, double @Nullable [] weights, double[] dz, int rows, int classes) {
    return Batch.meanLogitGradient(this, z, t, weights, dz, rows, classes);
  }

  /// The second derivative by the outputs times a vector, `gu = ∂²L/∂y² · u`, of one row.
  ///
  /// Every cost of the catalogue has it in closed form. This default takes central differences of
  /// the double gradient along `u`, at most 1/16 of each output, and of what it lacks to 1, to
  /// either side: good to some 1e-10 of its largest entry where the gradient is in double, to some
  /// 1e-4 where it is in float. Where an output is within 1/16 of 1 and the cost has no derivative
  /// at 1, that holds for the `u` of softmax, `u = J v`, only. It allocates.
  ///
  /// @param y softmax output `[classes]`; not to be changed
  /// @param t target `[classes]`; not to be changed
  /// @param u a change of the outputs `[classes]`; not to be changed
  /// @param gu receives the product `[classes]`; none of the other arrays
  default void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    GradientDifferences.along(this, y, t, u, gu);
  }

  /// The second derivative by the logits times a vector, `hv = H v` with `H = ∂²L(softmax(z),
  /// t)/∂z²`, of one row. With `g = ∂L/∂y`, `w = v − ⟨y, v⟩` and `u = J v = y ⊙ w`:
  ///
  /// `H v = u ⊙ (g − ⟨g, y⟩) + y ⊙ (∂²L u − ⟨∂²L u, y⟩ − ⟨g, u⟩)`
  ///
  /// in O(K), without a matrix. `H` is symmetric, takes a constant to 0, and need not be positive.
  /// Where `y_k` is 0, so is `hv_k`, unless a cost has a form of its own in the logits.
  ///
  /// @param z logits `[classes]`
  /// @param t target `[classes]`
  /// @param v a change of the logits `[classes]`
  /// @param y receives softmax(z) `[classes]`
  /// @param dz receives `∂L/∂z` `[classes]`
  /// @param hv receives `H v` `[classes]`; no two of the arrays are the same
  /// @return L
  /// @throws IllegalArgumentException if `z` is empty or another array is not as long as `z`
  default double logitHessianProduct(
      double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
    return SecondOrder.logitHessianProduct(this, z, t, v, y, dz, hv);
  }

  /// The same in float: computed in double and rounded; allocates.
  default double logitHessianProduct(
      float[] z, float[] t, float[] v, float[] y, float[] dz, float[] hv) {
    return Widened.logitHessianProduct(this, z, t, v, y, dz, hv);
  }

  /// The Gauss–Newton product `gv = J ∂²L/∂y² J v` of one row: the part of `H v` that is left where
  /// the curvature of softmax itself is not counted. For a cost that is convex in `y`, the matrix
  /// has no negative eigenvalue, which `H` may have; where `∂L/∂z` is 0 the two are the same.
  /// Behind cross-entropy it is `Σ_k t_k (e_k − y)(e_k − y)ᵀ v`, with `e_k` the k-th unit vector.
  ///
  /// @param z logits `[classes]`
  /// @param t target `[classes]`
  /// @param v a change of the logits `[classes]`
  /// @param y receives softmax(z) `[classes]`
  /// @param gv receives the product `[classes]`; no two of the arrays are the same
  /// @throws IllegalArgumentException if `z` is empty or another array is not as long as `z`
  default void gaussNewtonProduct(double[] z, double[] t, double[] v, double[] y, double[] gv) {
    SecondOrder.gaussNewtonProduct(this, z, t, v, y, gv);
  }

  /// The same in float: computed in double and rounded; allocates.
  default void gaussNewtonProduct(float[] z, float[] t, float[] v, float[] y, float[] gv) {
    Widened.gaussNewtonProduct(this, z, t, v, y, gv);
  }

  /// The second derivative by the logits of one row as a matrix, to look at and to test with. To
  /// multiply by it, use [#logitHessianProduct(double[], double[], double[], double[], double[],
  /// double[])], which never builds it.
  ///
  /// @param z logits `[classes]`
  /// @param t target `[classes]`
  /// @return `∂²L/∂z_i ∂z_j`, `[classes × classes]`; symmetric to the last bit
  /// @throws IllegalArgumentException if `z` is empty or `t` is not as long as `z`
  default double[][] logitHessian(double[] z, double[] t) {
    return SecondOrder.logitHessian(this, z, t);
  }

  /// The same from floats.
  default double[][] logitHessian(float[] z, float[] t) {
    return logitHessian(Widened.copy(z), Widened.copy(t));
  }
}
