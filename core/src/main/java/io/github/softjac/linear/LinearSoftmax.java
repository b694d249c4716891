package io.github.softjac.linear;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Reduction;
import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.parallel.Workers;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A linear model behind softmax and a cost, over all rows of a table: value, gradient and
/// Hessian-vector product, each in one sweep over the features.
///
/// ```
/// z_i = W x_i + b                                   logits of row i
/// f(W, b) = Σ_i w_i L(softmax(z_i), t_i) / Σ_i w_i
/// ∂f/∂W = (1/Σw) Σ_i w_i dz_i x_iᵀ,  ∂f/∂b = (1/Σw) Σ_i w_i dz_i
/// ```
///
/// Rows go through in pieces: logits, cost, back-propagation and the gradient's share of a piece
/// follow each other while it is in cache. The logits of all rows are never there together.
///
/// Parameters are one vector: W `[classes × columns]`, class by class, then b `[classes]`. Gradient
/// and directions lie likewise. A penalty is the caller's.
///
/// Small models, `rows · columns · classes ≤ 2²²`, are computed in double throughout. Larger ones
/// in float from parameters rounded to float, with sums of at most 512 rows in float and of those
/// sums in double. Then the value is right to some 1e-7 of itself and the gradient to some 1e-7 of
/// the mean of `|dz_i x_i|`, at the rounded parameters; their rounding moves the gradient by some
/// 1e-8 of `‖∇²f‖ ‖W‖`. See `docs/decisions/0015`.
///
/// The weight of a row is what [BatchCost] makes of sample weights, class weights and ignored
/// labels. If all are 0, value and derivatives are 0.
///
/// Pieces depend on the shape alone and are folded in order, so no bit depends on the number of
/// workers. An object serves one caller at a time; it keeps its working memory.
public final class LinearSoftmax {

  /// Multiplications of a product, up to which all is in double: a sweep takes milliseconds.
  private static final int SMALL = 1 << 22;

  /// Elements of a result that a worker clears or divides at a time.
  private static final int PIECE = 1 << 14;

  /// Parameters of a gradient that each worker may have for its own: 1 MiB of floats.
  private static final int FITS_THE_CACHE = 1 << 18;

  private final Features x;
  private final int classes;
  private final Targets targets;
  private final BatchCost cost;
  private final double totalWeight;
  private final Workers workers;
  private final boolean exact;
  private @Nullable Pass pass;

  private LinearSoftmax(
      Features x,
      Targets targets,
      int classes,
      BatchCost cost,
      double totalWeight,
      Workers workers,
      boolean exact) {
    this.x = x;
    this.classes = classes;
    this.targets = targets;
    this.cost = cost.reduction(Reduction.SUM);
    this.totalWeight = totalWeight;
    this.workers = workers;
    this.exact = exact;
  }

  /// A model of rows with a label each.
  ///
  /// @param labels `[rows]`, each a class from 0 on or the label that the cost ignores; not copied
  /// @param weights sample weights `[rows]`, each finite and 0 or more; `null`: 1 each; not copied
  /// @param cost of a row, with its options; its reduction is not looked at
  /// @throws IllegalArgumentException if `classes` is below 1, there are not as many labels or
  ///   weights as rows, or one of them is not as stated (row and value are named)
  public static LinearSoftmax ofLabels(
      Features x,
      int[] labels,
      float @Nullable [] weights,
      int classes,
      BatchCost cost,
      Workers workers) {
    oneEach("labels", labels.length, x.rows());
    checkSize(x, classes);
    double total = cost.totalWeight(labels, checked(weights, x.rows()), x.rows(), classes);
    return new LinearSoftmax(
        x, new Targets(labels, null, weights), classes, cost, total, workers, small(x, classes));
  }

  /// A model of rows with a target each.
  ///
  /// @param t targets `[rows × classes]`, none negative or NaN; not copied
  /// @param weights sample weights `[rows]`, each finite and 0 or more; `null`: 1 each; not copied
  /// @param cost of a row, with its options; its reduction is not looked at
  /// @throws IllegalArgumentException if `classes` is below 1, there are not as many targets or
  ///   weights as rows, or one of them is not as stated (row, column and value are named)
  public static LinearSoftmax ofTargets(
      Features x,
      float[] t,
      float @Nullable [] weights,
      int classes,
      BatchCost cost,
      Workers workers) {
    checkSize(x, classes);
    Rows.check("t", t.length, Rows.length(x.rows(), classes), x.rows(), classes);
    double total = cost.totalWeight(t, checked(weights, x.rows()), x.rows(), classes);
    return new LinearSoftmax(
        x, new Targets(null, t, weights), classes, cost, total, workers, small(x, classes));
  }

  private static void checkSize(Features x, int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(
          "classes is " + classes + ": softmax needs at least 1 class");
    }
    if ((x.columns() + 1L) * classes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d classes × %d columns do not fit one array of parameters: at most 2³¹ − 1 elements"
              .formatted(classes, x.columns()));
    }
  }

  private static float @Nullable [] checked(float @Nullable [] weights, int rows) {
    if (weights != null) {
      oneEach("weights", weights.length, rows);
    }
    return weights;
  }

  private static void oneEach(String name, int found, int rows) {
    if (found != rows) {
      throw new IllegalArgumentException(
          "%s has %d elements: there are %d rows".formatted(name, found, rows));
    }
  }

  private static boolean small(Features x, int classes) {
    return (double) x.rows() * x.columns() * classes <= SMALL;
  }

  /// The same model, computed in double throughout, however large it is: an order of magnitude
  /// slower.
  public LinearSoftmax inDouble() {
    return new LinearSoftmax(x, targets, classes, cost, totalWeight, workers, true);
  }

  /// The same model, with products and costs in float, however small it is.
  public LinearSoftmax inFloat() {
    return new LinearSoftmax(x, targets, classes, cost, totalWeight, workers, false);
  }

  /// Whether all is computed in double; else products and costs of a row are in float.
  public boolean isInDouble() {
    return exact;
  }

  /// The number of parameters, `classes · (columns + 1)`.
  public int size() {
    return classes * (x.columns() + 1);
  }

  /// Number of classes.
  public int classes() {
    return classes;
  }

  /// The rows that the model is of.
  public Features features() {
    return x;
  }

  /// `f(w)`.
  ///
  /// @param w parameters `[size]`
  /// @throws IllegalArgumentException if it has another length
  public double value(double[] w) {
    check("w", w);
    return run(w, null, null);
  }

  /// `f(w)`, and `∇f(w)` beside it.
  ///
  /// @param w parameters `[size]`
  /// @param dw receives the gradient `[size]`; not `w`
  /// @return f(w)
  /// @throws IllegalArgumentException if one of them has another length
  public double gradient(double[] w, double[] dw) {
    check("w", w);
    check("dw", dw);
    return run(w, null, dw);
  }

  /// The product of the second derivative with a vector, `hv = ∇²f(w) v`: for a row, `H (V x +
  /// v_b)` takes the place of `dz`, with H the second derivative of the cost by the logits.
  ///
  /// @param w parameters `[size]`
  /// @param v a direction `[size]`
  /// @param hv receives the product `[size]`; neither `w` nor `v`
  /// @throws IllegalArgumentException if one of them has another length
  public void hessianProduct(double[] w, double[] v, double[] hv) {
    check("w", w);
    check("v", v);
    check("hv", hv);
    run(w, v, hv);
  }

  private void check(String name, double[] vector) {
    if (vector.length != size()) {
      throw new IllegalArgumentException(
          "%s has %d elements: %d classes of %d columns and an intercept need %d"
              .formatted(name, vector.length, classes, x.columns(), size()));
    }
  }

  private double run(double[] w, double @Nullable [] v, double @Nullable [] result) {
    if (result != null) {
      workers.run(
          Math.ceilDiv(result.length, PIECE),
          (piece, worker) -> Arrays.fill(result, piece * PIECE, end(result, piece), 0));
    }
    if (totalWeight == 0) {
      return 0;
    }
    Pass ready = pass;
    if (ready == null) {
      ready = choose();
      pass = ready;
    }
    double sum = ready.run(w, v, result);
    if (result != null) {
      workers.run(
          Math.ceilDiv(result.length, PIECE),
          (piece, worker) -> divide(result, piece * PIECE, end(result, piece), totalWeight));
    }
    return sum / totalWeight;
  }

  private static int end(double[] result, int piece) {
    return Math.min(result.length, (piece + 1) * PIECE);
  }

  private static void divide(double[] result, int from, int to, double divisor) {
    for (int i = from; i < to; i++) {
      result[i] /= divisor;
    }
  }

  private Pass choose() {
    if (exact) {
      return RowPass.inDouble(x, targets, cost, classes, workers);
    }
    if (x instanceof SparseRows sparse) {
      return new SparsePass(sparse, targets, cost, classes, workers);
    }
    return (long) classes * x.columns() <= FITS_THE_CACHE
        ? RowPass.inFloat(x, targets, cost, classes, workers)
        : new WidePass(x, targets, cost, classes, workers);
  }
}
