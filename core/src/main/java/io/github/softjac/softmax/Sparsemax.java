package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Rows;
import java.util.Arrays;

/// Sparsemax and its derivative: the other map from logits to a distribution, which gives exact
/// zeros.
///
/// `p_k = max(z_k − τ, 0)` with the one τ for which `Σ_k p_k = 1`: the point of the simplex that is
/// nearest to z. Its support `S` is the classes with `p_k > 0`. The Jacobian is that of softmax
/// with every class of the support counted alike, `∂p_i/∂z_j = δ_ij − 1/|S|` for i and j in S and 0
/// elsewhere; symmetric, so one closed form serves both modes. Where a class is about to enter the
/// support there is no derivative; the one without the class is taken.
///
/// Batches are row-major `[rows × classes]`; arrays may be longer than that, the rest is left
/// alone. Special values are those of [Softmax]: a NaN makes the whole row NaN; `−∞` gives 0; all
/// `−∞` gives NaN; one `+∞` gives a one-hot row, two or more give NaN.
///
/// τ is found without sorting, by dropping classes that are below the τ of those that are left
/// until none is (Michelot, Journal of Optimization Theory and Applications 50(1), 1986): a few
/// passes, and no allocation. Source of the map: Martins and Astudillo, ICML 2016 (arXiv
/// 1602.02068).
public final class Sparsemax {

  private Sparsemax() {}

  /// Sparsemax of one row, as a new array.
  ///
  /// @param z logits `[classes]`
  /// @return p `[classes]`
  /// @throws IllegalArgumentException if `z` is empty
  public static float[] of(float... z) {
    float[] p = new float[z.length];
    forward(z, p, 1, z.length);
    return p;
  }

  /// The same in double.
  public static double[] of(double... z) {
    double[] p = new double[z.length];
    forward(z, p, 1, z.length);
    return p;
  }

  /// Sparsemax of every row: `p_k = max(z_k − τ, 0)`.
  ///
  /// @param z logits `[rows × classes]`
  /// @param p output `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void forward(float[] z, float[] p, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("p", p.length, length, rows, classes);
    for (int offset = 0; offset < length; offset += classes) {
      forwardRow(z, p, offset, classes);
    }
  }

  /// The same in double.
  public static void forward(double[] z, double[] p, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("p", p.length, length, rows, classes);
    for (int offset = 0; offset < length; offset += classes) {
      forwardRow(z, p, offset, classes);
    }
  }

  private static void forwardRow(float[] z, float[] p, int offset, int classes) {
    int end = offset + classes;
    float max = z[offset];
    for (int k = offset + 1; k < end; k++) {
      max = Math.max(max, z[k]);
    }
    if (!(Math.abs(max) <= Float.MAX_VALUE)) {
      unusual(z, p, offset, end, max);
      return;
    }
    double threshold = -1;
    int support = 0;
    while (true) {
      double sum = 0;
      int above = 0;
      for (int k = offset; k < end; k++) {
        double shifted = (double) z[k] - max;
        if (shifted > threshold) {
          sum += shifted;
          above++;
        }
      }
      if (above == support) {
        break;
      }
      support = above;
      threshold = (sum - 1) / above;
    }
    for (int k = offset; k < end; k++) {
      p[k] = (float) Math.max(((double) z[k] - max) - threshold, 0);
    }
  }

  private static void forwardRow(double[] z, double[] p, int offset, int classes) {
    int end = offset + classes;
    double max = z[offset];
    for (int k = offset + 1; k < end; k++) {
      max = Math.max(max, z[k]);
    }
    if (!(Math.abs(max) <= Double.MAX_VALUE)) {
      unusual(z, p, offset, end, max);
      return;
    }
    double threshold = threshold(z, offset, classes, max);
    for (int k = offset; k < end; k++) {
      p[k] = Math.max((z[k] - max) - threshold, 0);
    }
  }

  /// `τ − max z`, in [−1, 0): with classes no lower than the last τ, `τ = (Σ z − 1) / |S|` only
  /// grows, and stands where it drops no more of them.
  private static double threshold(double[] z, int offset, int classes, double max) {
    double threshold = -1;
    int support = 0;
    while (true) {
      double sum = 0;
      int above = 0;
      for (int k = offset; k < offset + classes; k++) {
        double shifted = z[k] - max;
        if (shifted > threshold) {
          sum += shifted;
          above++;
        }
      }
      if (above == support) {
        return threshold;
      }
      support = above;
      threshold = (sum - 1) / above;
    }
  }

  /// A row whose largest logit is not finite.
  private static void unusual(float[] z, float[] p, int offset, int end, float max) {
    int infinite = 0;
    for (int k = offset; k < end; k++) {
      infinite += z[k] == Float.POSITIVE_INFINITY ? 1 : 0;
    }
    boolean oneHot = max == Float.POSITIVE_INFINITY && infinite == 1;
    for (int k = offset; k < end; k++) {
      p[k] = !oneHot ? Float.NaN : z[k] == Float.POSITIVE_INFINITY ? 1 : 0;
    }
  }

  private static void unusual(double[] z, double[] p, int offset, int end, double max) {
    int infinite = 0;
    for (int k = offset; k < end; k++) {
      infinite += z[k] == Double.POSITIVE_INFINITY ? 1 : 0;
    }
    boolean oneHot = max == Double.POSITIVE_INFINITY && infinite == 1;
    for (int k = offset; k < end; k++) {
      p[k] = !oneHot ? Double.NaN : z[k] == Double.POSITIVE_INFINITY ? 1 : 0;
    }
  }

  /// Back-propagation through sparsemax, for every row: `dz_k = dp_k − (1/|S|) Σ_{j∈S} dp_j` for k
  /// in the support and 0 elsewhere, whatever `dp_k` is there.
  ///
  /// @param p output of [#forward(float[], float[], int, int)], `[rows × classes]`
  /// @param dp `∂L/∂p`, `[rows × classes]`
  /// @param dz `∂L/∂z`, `[rows × classes]`; may be `dp` or `p`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void backward(float[] p, float[] dp, float[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("p", p.length, length, rows, classes);
    Rows.check("dp", dp.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    for (int offset = 0; offset < length; offset += classes) {
      int end = offset + classes;
      double sum = 0;
      int support = 0;
      for (int k = offset; k < end; k++) {
        if (p[k] != 0) {
          sum += dp[k];
          support++;
        }
      }
      if (Float.isNaN(p[offset])) {
        Arrays.fill(dz, offset, end, Float.NaN);
        continue;
      }
      double mean = sum / support;
      for (int k = offset; k < end; k++) {
        dz[k] = p[k] == 0 ? 0 : (float) (dp[k] - mean);
      }
    }
  }

  /// The same in double.
  public static void backward(double[] p, double[] dp, double[] dz, int rows, int classes) {
    int length = Rows.length(rows, classes);
    Rows.check("p", p.length, length, rows, classes);
    Rows.check("dp", dp.length, length, rows, classes);
    Rows.check("dz", dz.length, length, rows, classes);
    for (int offset = 0; offset < length; offset += classes) {
      int end = offset + classes;
      double sum = 0;
      int support = 0;
      for (int k = offset; k < end; k++) {
        if (p[k] != 0) {
          sum += dp[k];
          support++;
        }
      }
      if (Double.isNaN(p[offset])) {
        Arrays.fill(dz, offset, end, Double.NaN);
        continue;
      }
      double mean = sum / support;
      for (int k = offset; k < end; k++) {
        dz[k] = p[k] == 0 ? 0 : dp[k] - mean;
      }
    }
  }

  /// The Jacobian times a vector, for every row, forward mode: since the Jacobian is symmetric, the
  /// product of [#backward(float[], float[], float[], int, int)] by its other name.
  ///
  /// @param p output of [#forward(float[], float[], int, int)], `[rows × classes]`
  /// @param v a change of the logits `[rows × classes]`
  /// @param out the change of p, `[rows × classes]`; may be `v` or `p`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public static void jacobianProduct(float[] p, float[] v, float[] out, int rows, int classes) {
    backward(p, v, out, rows, classes);
  }

  /// The same in double.
  public static void jacobianProduct(double[] p, double[] v, double[] out, int rows, int classes) {
    backward(p, v, out, rows, classes);
  }
}
