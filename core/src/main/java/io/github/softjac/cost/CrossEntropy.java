package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cross-entropy: `L = −Σ_k t_k log y_k`, with `∂L/∂y_k = −t_k / y_k` and, behind softmax, `∂L/∂z_k
/// = y_k Σ_j t_j − t_k` (which is `y − t` where the target sums to 1).
///
/// The second derivative behind softmax is `H v = (Σ_j t_j) J v`, its own Gauss–Newton product.
///
/// A proper scoring rule in `[0, ∞)`; the negative log-likelihood of the label; nothing is dropped.
/// From logits it is computed as `Σ_k t_k (log Σ_j exp(z_j) − z_k)`, never by `log(y)`: finite for
/// all finite logits.
///
/// A class with `t_k = 0` contributes 0, also where `y_k = 0`. With `t_k > 0` and `z_k = −∞` the
/// cost is `+∞` and the gradient by the logits stays finite. Any targets.
///
/// When: always first. Source: Good, Journal of the Royal Statistical Society B 14(1), 1952.
public final class CrossEntropy extends SeparableCost {

  /// What the kernels take for weights of 1 each.
  private static final float[] ALL_ONE = {};

  /// Cross-entropy has no parameter.
  public CrossEntropy() {}

  @Override
  double term(double y, double t) {
    return t == 0 ? 0 : -t * StrictMath.log(y);
  }

  @Override
  double slope(double y, double t) {
    return t == 0 ? 0 : -t / y;
  }

  @Override
  double curvature(double y, double t) {
    return t == 0 ? 0 : t / (y * y);
  }

  @Override
  double logTerm(double s, double y, double rest, double t) {
    return t == 0 ? 0 : -t * s;
  }

  @Override
  double logSlope(double s, double y, double rest, double t) {
    return -t;
  }

  /// None: it is linear in log y, so that `H = Σ_k t_k J` and nothing else.
  @Override
  double logCurvature(double s, double y, double rest, double t) {
    return 0;
  }

  /// In one pass over the logits; the mean is right to 10⁻⁷ of itself, however small it is.
  @Override
  public double meanLogitGradient(
      float[] z, float[] t, float @Nullable [] weights, float[] dz, int rows, int classes) {
    int length = Batch.check(z, t, dz, rows, classes);
    double totalWeight = Batch.totalWeight(weights, rows);
    if (totalWeight == 0) {
      Arrays.fill(dz, 0, length, 0);
      return 0;
    }
    float[] rowWeights = weights == null ? ALL_ONE : weights;
    return FloatKernels.crossEntropy(z, t, rowWeights, totalWeight, dz, rows, classes)
        / totalWeight;
  }

  /// In one pass over the logits; the mean is right to 10⁻⁷ of itself, however small it is. So is
  /// the derivative by the logit of a label that is the largest of its row.
  @Override
  public double meanLogitGradient(
      float[] z, int[] labels, float @Nullable [] weights, float[] dz, int rows, int classes) {
    int length = Batch.check(z, labels, dz, rows, classes);
    double totalWeight = Batch.totalWeight(labels, weights, rows);
    if (totalWeight == 0) {
      Arrays.fill(dz, 0, length, 0);
      return 0;
    }
    float[] rowWeights = weights == null ? ALL_ONE : weights;
    return FloatKernels.crossEntropy(z, labels, rowWeights, totalWeight, dz, rows, classes)
        / totalWeight;
  }

  @Override
  public String toString() {
    return "cross-entropy";
  }
}
