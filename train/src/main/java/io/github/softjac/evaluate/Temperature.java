package io.github.softjac.evaluate;

import io.github.softjac.cost.CrossEntropy;
import org.jspecify.annotations.Nullable;

/// Temperature scaling: one number by which all logits are divided, so that probabilities mean what
/// they say (Guo et al., On calibration of modern neural networks, ICML 2017).
///
/// T is where `(1/Σw) Σ_i w_i L(softmax(z_i / T), t_i)`, L cross-entropy, is least over rows that
/// the model was not trained on. In `β = 1/T` that is a convex function, with
///
/// `f'(β) = (1/Σw) Σ_i w_i (Σ_k y_ik z_ik − z_i,label)`
///
/// so its zero is bracketed and halved down to the last bit. The most probable class of a row stays
/// what it is.
public final class Temperature {

  /// T is sought between `1/RANGE` and `RANGE`; where classes are told apart perfectly, smaller
  /// would always be better.
  public static final double RANGE = 100;

  private Temperature() {}

  /// The temperature that suits these rows.
  ///
  /// @param z logits `[rows × classes]`, row-major, all finite
  /// @param labels `[rows]`
  /// @param weights `[rows]`; `null`: 1 each
  /// @return T, in `[1/RANGE, RANGE]`; 1 where all weights are 0
  public static double of(float[] z, int[] labels, float @Nullable [] weights, int classes) {
    Slope slope = new Slope(z, labels, weights, classes);
    double low = 1 / RANGE;
    double high = RANGE;
    if (slope.at(1) == 0) {
      return 1;
    }
    if (slope.at(low) >= 0) {
      return 1 / low;
    }
    if (slope.at(high) <= 0) {
      return 1 / high;
    }
    while (true) {
      double middle = low + 0.5 * (high - low);
      if (middle <= low || middle >= high) {
        return 1 / middle;
      }
      if (slope.at(middle) < 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /// `f'(β) Σw`.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Slope(float[] z, int[] labels, float @Nullable [] weights, int classes) {

    double at(double beta) {
      double[] scaled = new double[classes];
      double[] t = new double[classes];
      double[] y = new double[classes];
      double[] dz = new double[classes];
      CrossEntropy cost = new CrossEntropy();
      double sum = 0;
      for (int row = 0; row < labels.length; row++) {
        double weight = weights == null ? 1 : weights[row];
        if (weight == 0) {
          continue;
        }
        for (int k = 0; k < classes; k++) {
          scaled[k] = beta * z[row * classes + k];
        }
        t[labels[row]] = 1;
        cost.logitGradient(scaled, t, y, dz);
        t[labels[row]] = 0;
        double slope = 0;
        for (int k = 0; k < classes; k++) {
          slope += dz[k] * z[row * classes + k];
        }
        sum += weight * slope;
      }
      return sum;
    }
  }
}
