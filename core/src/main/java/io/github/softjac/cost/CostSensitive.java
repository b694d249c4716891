package io.github.softjac.cost;

import io.github.softjac.internal.kernel.ExpectationScore;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatTerms;
import io.github.softjac.internal.kernel.RowScore;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Expected cost under a cost matrix: `L = Σ_i t_i Σ_j C_ij y_j`, with `∂L/∂y_j = Σ_i t_i C_ij` and
/// no second derivative.
///
/// `C_ij` is what it costs to answer class j when the truth is class i. It is what a model costs
/// that draws its answer from y. Without a matrix every wrong answer costs 1: `L = Σ_k t_k (1 −
/// y_k)`, the share of wrong answers, which can be differentiated where counting them cannot.
///
/// No proper scoring rule: the least expected cost is to put everything on the cheapest class. In
/// `[0, max C]` for targets that sum to 1; nothing is dropped. Any targets.
///
/// When: errors have prices, and the prices are known; from a good start, since its gradient is
/// small wherever the model is sure. Source: Elkan, IJCAI 2001 (the matrix); Kukar and Kononenko,
/// ECAI 1998 (its expectation as a cost to train with).
public final class CostSensitive implements Cost {

  private static final ShareWrong SHARE_WRONG = new ShareWrong();

  /// Terms of a product that are added before they join the others.
  private static final int TOGETHER = 64;

  /// Matrices with a larger cost are worked on row by row in double.
  private static final double LARGEST_COST = 0x1p60;

  private final double @Nullable [][] matrix;

  /// The same, row by row, and room for a vector more; empty without one.
  private final float[] inFloats;

  /// The largest cost.
  private final double largest;

  /// Of an index label, for batches of floats; null without a matrix, and if its costs are too
  /// large for that.
  private final @Nullable ExpectationScore expectationScore;

  /// Every wrong answer costs 1, every right one nothing; for any number of classes.
  public CostSensitive() {
    matrix = null;
    inFloats = new float[0];
    largest = 1;
    expectationScore = null;
  }

  /// @param matrix `C_ij`, `[classes × classes]`: row i the truth, column j the answer; finite and
  ///   0 or more
  /// @throws IllegalArgumentException if it is empty, not square, or an entry is negative, NaN or
  ///   infinite (row, column and value are named)
  public CostSensitive(double[][] matrix) {
    this.matrix = new double[matrix.length][];
    if (matrix.length == 0) {
      throw new IllegalArgumentException("cost matrix is empty: it needs a row for each class");
    }
    for (int i = 0; i < matrix.length; i++) {
      this.matrix[i] = matrix[i].clone();
      check(i, matrix[i], matrix.length);
    }
    inFloats = new float[matrix.length * matrix.length + FloatTerms.LANES];
    for (int i = 0; i < matrix.length * matrix.length; i++) {
      inFloats[i] = (float) matrix[i / matrix.length][i % matrix.length];
    }
    largest = largest(matrix);
    expectationScore = largest <= LARGEST_COST ? ExpectationScore.ofLines(inFloats) : null;
  }

  private static double largest(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).max().orElse(0);
  }

  private static void check(int i, double[] row, int classes) {
    if (row.length != classes) {
      throw new IllegalArgumentException(
          "cost matrix: row %d has %d columns: %d rows need %d"
              .formatted(i, row.length, classes, classes));
    }
    for (int j = 0; j < classes; j++) {
      if (!(row[j] >= 0 && row[j] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "cost matrix: row %d, column %d is %s: a cost must be finite and 0 or more"
                .formatted(i, j, row[j]));
      }
    }
  }

  /// @throws IllegalArgumentException if the matrix is of another number of classes
  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    return RowMemory.gradient(this, y, t, dy);
  }

  /// @throws IllegalArgumentException if the matrix is of another number of classes
  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    if (matrix == null) {
      zeroOne(t, dy);
    } else {
      expected(matrix, t, dy);
    }
    double loss = 0;
    for (int j = 0; j < y.length; j++) {
      loss += y[j] * dy[j];
    }
    return loss;
  }

  /// Without a matrix, the share of wrong answers; null with one.
  @Nullable SeparableCost separable() {
    return matrix == null ? SHARE_WRONG : null;
  }

  /// How it goes by the numbers of a row for an index label; null if that is not known.
  ///
  /// @throws IllegalArgumentException if the matrix is of another number of classes
  @Nullable RowScore rowScore(int classes) {
    if (matrix == null) {
      return SHARE_WRONG.labelScore();
    }
    checkClasses(matrix, classes);
    return expectationScore;
  }

  /// Whether there is a matrix, and the costs of all answers under these targets are no larger than
  /// the kernels take.
  ///
  /// @throws IllegalArgumentException if the matrix is of another number of classes
  boolean areFloats(float[] t, int rows, int classes) {
    if (matrix == null) {
      return false;
    }
    checkClasses(matrix, classes);
    float most = 0;
    for (int i = 0; i < rows * classes; i++) {
      most = Math.max(most, t[i]);
    }
    return classes * largest * most <= LARGEST_COST;
  }

  /// The costs of all answers under targets, `c_j = Σ_i t_i C_ij`, as a product of matrices: 64 of
  /// its terms are added at a time, so that few roundings meet. For a matrix only.
  ///
  /// @param part room for one term of the sum `[rows × classes]`
  /// @param costs receives c `[rows × classes]`
  void costs(float[] t, float[] part, float[] costs, int rows, int classes) {
    int length = rows * classes;
    for (int from = 0; from < classes; from += TOGETHER) {
      int count = Math.min(TOGETHER, classes - from);
      float[] sums = from == 0 ? costs : part;
      Arrays.fill(sums, 0, length, 0);
      FloatKernels.product(
          t,
          from,
          classes,
          1,
          inFloats,
          from * classes,
          classes,
          1,
          sums,
          0,
          classes,
          rows,
          count,
          classes);
      for (int i = 0; i < length && from > 0; i++) {
        costs[i] += part[i];
      }
    }
  }

  /// `∂L/∂y_j = Σ_{i≠j} t_i`.
  private static void zeroOne(double[] t, double[] dy) {
    double total = 0;
    for (double tk : t) {
      total += tk;
    }
    for (int j = 0; j < t.length; j++) {
      dy[j] = total - t[j];
    }
  }

  private static void expected(double[][] matrix, double[] t, double[] dy) {
    checkClasses(matrix, t.length);
    Arrays.fill(dy, 0);
    for (int i = 0; i < t.length; i++) {
      if (t[i] != 0) {
        for (int j = 0; j < t.length; j++) {
          dy[j] += t[i] * matrix[i][j];
        }
      }
    }
  }

  private static void checkClasses(double[][] matrix, int classes) {
    if (matrix.length != classes) {
      throw new IllegalArgumentException(
          "cost matrix is %d × %d: the row has %d classes"
              .formatted(matrix.length, matrix.length, classes));
    }
  }

  @Override
  public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    Arrays.fill(gu, 0);
  }

  @Override
  public String toString() {
    return matrix == null ? "cost-sensitive" : "cost-sensitive:" + text(matrix);
  }

  /// `0,1;5,0`.
  private static String text(double[][] matrix) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.stream(row).mapToObj(Parameter::text).collect(Collectors.joining(",")))
        .collect(Collectors.joining(";"));
  }
}
