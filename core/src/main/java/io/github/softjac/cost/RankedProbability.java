package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;

/// Ranked probability score, for classes in order: `L = Σ_{k<K} D_k²` with `D_k = Σ_{j≤k} (y_j −
/// t_j)`, the difference of the two distribution functions, and `∂L/∂y_j = 2 Σ_{j≤k<K} D_k`.
///
/// The second derivative times u is the same sum of u: `2 Σ_{j≤k<K} Σ_{i≤k} u_i`.
///
/// An answer costs more the further it is from the label, in ranks. A proper scoring rule, in `[0,
/// K − 1]` for targets that sum to 1; not divided by `K − 1`, as some do. Dropped: the constant
/// `D_K²` of targets that do not sum to 1. A class of output 0 still counts as a step of the
/// ladder.
///
/// When: grades, stars, stages, age groups. Any targets. Source: Epstein, Journal of Applied
/// Meteorology 8(6), 1969.
public final class RankedProbability implements Cost {

  /// The ranked probability score has no parameter.
  public RankedProbability() {}

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    return RowMemory.gradient(this, y, t, dy);
  }

  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    double below = 0;
    for (int k = 0; k < y.length; k++) {
      below += y[k] - t[k];
      dy[k] = below;
    }
    return fromDifferences(dy);
  }

  /// Outputs sum to 1, so that `D_k` is also `1 − Σ t` less the sum from above. From the largest
  /// output on it is counted that way: next to a one-hot y all digits are kept.
  @Override
  public double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
    RowArrays.check(z.length, t.length, y.length, dz.length);
    Softmax.forward(z, y, 1, z.length);
    double targets = 0;
    for (double tk : t) {
      targets += tk;
    }
    int m = SecondOrder.largest(y);
    double below = 0;
    for (int k = 0; k < m; k++) {
      below += y[k] - t[k];
      dz[k] = below;
    }
    double above = 0;
    for (int k = y.length - 1; k >= m; k--) {
      dz[k] = (1 - targets) - above;
      above += y[k] - t[k];
    }
    double loss = fromDifferences(dz);
    Softmax.backward(y, dz, dz, 1, z.length);
    return loss;
  }

  /// `Σ_{k<K} D_k²`, leaving `2 Σ_{j≤k<K} D_k` in place of `D_j`.
  private static double fromDifferences(double[] differences) {
    double loss = 0;
    double sum = 0;
    differences[differences.length - 1] = 0;
    for (int k = differences.length - 2; k >= 0; k--) {
      loss += differences[k] * differences[k];
      sum += differences[k];
      differences[k] = 2 * sum;
    }
    return Double.isNaN(sum) ? Double.NaN : loss;
  }

  @Override
  public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    double below = 0;
    for (int k = 0; k < y.length; k++) {
      below += u[k];
      gu[k] = below;
    }
    fromDifferences(gu);
  }

  @Override
  public String toString() {
    return "ranked-probability";
  }
}
