package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.parallel.DoubleBatch;
import io.github.softjac.internal.parallel.FloatBatch;

/// Softmax and its derivative.
///
/// `y_k = exp(z_k) / Σ_j exp(z_j)` with `z` the logits and `y` the output: positive, and of sum 1.
/// Its Jacobian is `∂y_i/∂z_j = y_i (δ_ij − y_j)`, that is `J = diag(y) − y yᵀ`. `J` is symmetric,
/// so one closed form serves as vector-Jacobian and as Jacobian-vector product, in O(K) and without
/// building `J`: see [#backward(float[], float[], float[], int, int)].
///
/// Batches are row-major `[rows × classes]`; arrays may be longer than that, the rest is left
/// alone.
///
/// Large batches are shared out over threads of the library's own (`docs/numerics.md`); the results
/// are the same to the last bit.
///
/// Special values, a row at a time: a NaN makes the whole row NaN; `−∞` gives 0; all `−∞` gives
/// NaN; one `+∞` gives a one-hot row, two or more give NaN. Results below the smallest normal
/// number (2⁻¹²⁶ in float, 2⁻¹⁰²² in double) are 0.
///
/// Accuracy: a float result of [#forward(float[], float[], int, int)] is within 2 ulp of the exact
/// value, a double result within 2 (measured: 1.6).
///
/// The derivation, step by step: `docs/derivation.md`.
public final class Softmax {

  private Softmax() {}

  /// Softmax of one row, as a new array: `Softmax.of(1f, 2f, 3f)`.
  ///
  /// @param z logits `[classes]`
  /// @return y `[classes]`
  /// @throws IllegalArgumentException if `z` is empty
  public static float[] of(float... z) {
    float[] y = new float[z.length];
    forward(z, y, 1, z.length);
    return y;
  }

  /// Softmax of one row, as a new array: `Softmax.of(1.0, 2.0, 3.0)`.
  ///
  /// @param z logits `[classes]`
  /// @return y `[classes]`
  /// @throws IllegalArgumentException if `z` is empty
  public static double[] of(double... z) {
    double[] y = new double[z.length];
    forward(z, y, 1, z.length);
    return y;
  }

  /// Softmax of every row: `y_k = exp(z_k) / Σ_j exp(z_j)`.
  ///
  /// @param z logits `[rows × classes]`
  /// @param y output `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void forward(float[] z, float[] y, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    FloatBatch.softmax(z, y, rows, classes);
  }

  /// The same in double.
  public static void forward(double[] z, double[] y, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    DoubleBatch.softmax(z, y, rows, classes);
  }

  /// Back-propagation through softmax, for every row: `∂L/∂z_k = y_k (∂L/∂y_k − Σ_j ∂L/∂y_j y_j)`,
  /// that is `dz = y ⊙ (dy − ⟨dy, y⟩)`.
  ///
  /// Since `J` is symmetric this is `J·dy` as well as `Jᵀ·dy`. Where `y_k` is 0, `dz_k` is 0
  /// exactly, whatever `dy_k` is; an infinite `dy_k` there does no harm. A NaN, or an infinite
  /// `dy_k` elsewhere, makes the whole row NaN.
  ///
  /// @param y output of [#forward(float[], float[], int, int)], `[rows × classes]`
  /// @param dy `∂L/∂y`, `[rows × classes]`
  /// @param dz `∂L/∂z`, `[rows × classes]`; may be `dy` or `y`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void backward(float[] y, float[] dy, float[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("dy", dy.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    FloatBatch.softmaxBackward(y, dy, dz, rows, classes);
  }

  /// The same in double.
  public static void backward(double[] y, double[] dy, double[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("dy", dy.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    DoubleBatch.softmaxBackward(y, dy, dz, rows, classes);
  }

  /// The Jacobian times a vector, for every row: `out = J v = y ⊙ (v − ⟨v, y⟩)`, what a step `v` in
  /// the logits does to the outputs (forward mode, JVP).
  ///
  /// `J` is symmetric, so `Jᵀ v` (reverse mode, VJP) is the same product: this is
  /// [#backward(float[], float[], float[], int, int)] by the name that forward mode gives it, with
  /// the same special values and accuracy.
  ///
  /// @param y output of [#forward(float[], float[], int, int)], `[rows × classes]`
  /// @param v `[rows × classes]`
  /// @param out `J v`, `[rows × classes]`; may be `v` or `y`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void jacobianProduct(float[] y, float[] v, float[] out, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("v", v.length, length, rows, classes);
    Rows.check("out", out.length, length, rows, classes);
    FloatBatch.softmaxBackward(y, v, out, rows, classes);
  }

  /// The same in double.
  public static void jacobianProduct(double[] y, double[] v, double[] out, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("v", v.length, length, rows, classes);
    Rows.check("out", out.length, length, rows, classes);
    DoubleBatch.softmaxBackward(y, v, out, rows, classes);
  }

  /// The Jacobian of one row, `∂y_i/∂z_j = y_i (δ_ij − y_j)`: to look at and to test with. To
  /// multiply by it, use [#backward(float[], float[], float[], int, int)], which never builds it.
  ///
  /// @param y output of softmax `[classes]`
  /// @return `J = diag(y) − y yᵀ`, `[classes × classes]`, row index `i`, column index `j`;
  ///   symmetric
  /// @throws IllegalArgumentException if `y` is empty
  public static double[][] jacobian(float[] y) {
    double[] exact = new double[y.length];
    for (int k = 0; k < y.length; k++) {
      exact[k] = y[k];
    }
    return jacobian(exact);
  }

  /// The same in double.
  public static double[][] jacobian(double[] y) {
    int classes = y.length;
    Rows.length(1, classes);
    double[][] jacobian = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        jacobian[i][j] = i == j ? y[i] * (1 - y[i]) : -y[i] * y[j];
      }
    }
    return jacobian;
  }
}
