package io.github.softjac.cost;

import io.github.softjac.softmax.LogSumExp;
import org.jspecify.annotations.Nullable;

/// One row of a Hessian product with options, and memory of one thread for it.
final class HessianRow {

  private static final ThreadLocal<@Nullable HessianRow> FREE = new ThreadLocal<>();

  final double[] z;
  final double[] t;
  final double[] v;
  final double[] hv;
  private final double[] y;
  private final double[] dz;

  private HessianRow(int classes) {
    z = new double[classes];
    t = new double[classes];
    v = new double[classes];
    hv = new double[classes];
    y = new double[classes];
    dz = new double[classes];
  }

  static HessianRow take(int classes) {
    HessianRow free = FREE.get();
    FREE.set(null);
    return free == null || free.z.length != classes ? new HessianRow(classes) : free;
  }

  void giveBack() {
    FREE.set(this);
  }

  /// `hv = H v / T²`, where H is by the logits over temperature: the one factor 1/T is that of the
  /// gradient, the other that of the logits' change. The z-loss, of gradient `2 λ log Z · y`, adds
  /// `2 λ (⟨y, v⟩ y + log Z · y ⊙ (v − ⟨y, v⟩))`.
  ///
  /// @return L
  double product(Cost cost, CostOptions options) {
    int classes = z.length;
    double temperature = options.temperature();
    for (int k = 0; k < classes; k++) {
      z[k] /= temperature;
    }
    if (options.smoothing() > 0) {
      options.smooth(t, 1, classes);
    }
    double loss = cost.logitHessianProduct(z, t, v, y, dz, hv);
    if (options.zLoss() > 0) {
      double logZ = LogSumExp.of(z);
      loss += options.zLoss() * logZ * logZ;
      double mean = 0;
      for (int k = 0; k < classes; k++) {
        mean += y[k] * v[k];
      }
      for (int k = 0; k < classes; k++) {
        double change = y[k] == 0 ? 0 : y[k] * (mean + logZ * (v[k] - mean));
        hv[k] += 2 * options.zLoss() * change;
      }
    }
    double perLogit = 1 / (temperature * temperature);
    for (int k = 0; k < classes; k++) {
      hv[k] *= perLogit;
    }
    return loss;
  }
}
