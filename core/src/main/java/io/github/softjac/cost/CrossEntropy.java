package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cross-entropy: `L = −Σ_k t_k log y_k`, with `∂L/∂y_k = −t_k / y_k` and, behind softmax, `∂L/∂z_k
/// = y_k Σ_j t_j − t_k` (which is `y − t` where the target sums to 1).
///
/// A proper scoring rule in `[0, ∞)`; the negative log-likelihood of the label. From logits it is
/// computed as `Σ_k t_k (log Σ_j exp(z_j) − z_k)`, never by `log(y)`: finite for all finite logits.
///
/// A class with `t_k = 0` contributes 0, also where `y_k = 0`. With `t_k > 0` and `z_k = −∞` the
/// cost is `+∞` and the gradient by the logits stays finite.
public final class CrossEntropy implements Cost {

  /// What the kernels take for weights of 1 each.
  private static final float[] ALL_ONE = {};

  /// Cross-entropy has no parameter.
  public CrossEntropy() {}

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      if (t[k] == 0) {
        dy[k] = 0;
      } else {
        loss -= t[k] * StrictMath.log(y[k]);
        dy[k] = -t[k] / y[k];
      }
    }
    return loss;
  }

  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      if (t[k] == 0) {
        dy[k] = 0;
      } else {
        loss -= t[k] * StrictMath.log(y[k]);
        dy[k] = -t[k] / y[k];
      }
    }
    return loss;
  }

  @Override
  public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    LogSoftmax.forward(z, dz, 1, classes);
    double loss = 0;
    double total = 0;
    for (int k = 0; k < classes; k++) {
      loss -= t[k] == 0 ? 0 : t[k] * (double) dz[k];
      total += t[k];
    }
    Softmax.forward(z, y, 1, classes);
    for (int k = 0; k < classes; k++) {
      dz[k] = (float) (y[k] * total - t[k]);
    }
    return loss;
  }

  @Override
  public double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    LogSoftmax.forward(z, dz, 1, classes);
    double loss = 0;
    double total = 0;
    for (int k = 0; k < classes; k++) {
      loss -= t[k] == 0 ? 0 : t[k] * dz[k];
      total += t[k];
    }
    Softmax.forward(z, y, 1, classes);
    for (int k = 0; k < classes; k++) {
      dz[k] = y[k] * total - t[k];
    }
    return loss;
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
