package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Softmax of the row that starts at `offset`, forward and backward.
public final class SoftmaxKernel {

  private SoftmaxKernel() {}

  /// `y_k = exp(z_k − max z) / Σ_j exp(z_j − max z)`; `y` may be `z`.
  public static void forward(float[] z, float[] y, int offset, int classes) {
    int end = offset + classes;
    float max = z[offset];
    for (int k = offset + 1; k < end; k++) {
      max = Math.max(max, z[k]);
    }
    if (!Float.isFinite(max)) {
      SpecialRow.softmax(z, y, offset, classes, max);
      return;
    }
    double sum = 0;
    for (int k = offset; k < end; k++) {
      double e = StrictMath.exp((double) z[k] - max);
      sum += e;
      y[k] = (float) e;
    }
    double scale = 1 / sum;
    for (int k = offset; k < end; k++) {
      float yk = (float) (y[k] * scale);
      y[k] = yk < Float.MIN_NORMAL ? 0 : yk;
    }
  }

  /// The same in double. What `z_k − max z` rounds away is put back, since at −700 it is worth 500
  /// ulp of the exponential, and the sum is compensated (Neumaier, ZAMM 54, 1974).
  public static void forward(double[] z, double[] y, int offset, int classes) {
    int end = offset + classes;
    double max = z[offset];
    for (int k = offset + 1; k < end; k++) {
      max = Math.max(max, z[k]);
    }
    if (!Double.isFinite(max)) {
      SpecialRow.softmax(z, y, offset, classes, max);
      return;
    }
    double sum = 0;
    double lost = 0;
    for (int k = offset; k < end; k++) {
      double zk = z[k];
      double d = zk - max;
      double e = StrictMath.exp(d);
      if (e > 0) {
        e += e * roundingOfDifference(zk, max, d);
      }
      double next = sum + e;
      lost += sum >= e ? (sum - next) + e : (e - next) + sum;
      sum = next;
      y[k] = e;
    }
    double total = sum + lost;
    for (int k = offset; k < end; k++) {
      double yk = y[k] / total;
      y[k] = yk < Double.MIN_NORMAL ? 0 : yk;
    }
  }

  /// `(a − b) − difference`, exactly, where `difference` is `a − b` rounded (Knuth's two-sum).
  private static double roundingOfDifference(double a, double b, double difference) {
    double minusB = difference - a;
    return (a - (difference - minusB)) - (b + minusB);
  }

  /// Forward, `y = softmax(z)`, has the Jacobian `∂y_j/∂z_k = y_j (δ_jk − y_k)`, so `dz_k = Σ_j
  /// dy_j y_j (δ_jk − y_k) = y_k (dy_k − Σ_j dy_j y_j)`; `dz` may be `dy` or `y`.
  ///
  /// Where `y_k = 0` the term and `dz_k` are 0 even if `dy_k` is infinite. A NaN or an infinite
  /// `dy_k` elsewhere makes the whole row NaN.
  public static void backward(float[] y, float[] dy, float[] dz, int offset, int classes) {
    int end = offset + classes;
    double dot = 0;
    for (int k = offset; k < end; k++) {
      dot += y[k] == 0 ? 0 : (double) dy[k] * y[k];
    }
    if (!Double.isFinite(dot)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = y[k] == 0 ? 0 : (float) (y[k] * (dy[k] - dot));
    }
  }

  /// The same in double, with the dot product as if in twice the digits (Ogita, Rump and Oishi,
  /// SIAM J. Sci. Comput. 26(6), 2005).
  public static void backward(double[] y, double[] dy, double[] dz, int offset, int classes) {
    int end = offset + classes;
    double sum = 0;
    double lost = 0;
    for (int k = offset; k < end; k++) {
      if (y[k] == 0) {
        continue;
      }
      double term = dy[k] * y[k];
      double next = sum + term;
      double part = next - sum;
      lost += Math.fma(dy[k], y[k], -term) + ((sum - (next - part)) + (term - part));
      sum = next;
    }
    double dot = sum + lost;
    if (!Double.isFinite(dot)) {
      Arrays.fill(dz, offset, end, Double.NaN);
      return;
    }
    for (int k = offset; k < end; k++) {
      dz[k] = y[k] == 0 ? 0 : y[k] * (dy[k] - dot);
    }
  }
}
