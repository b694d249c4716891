package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatTerms;
import io.github.softjac.internal.kernel.KernelOptions;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What [BatchCost] has been told.
///
/// @param smoothing ε of label smoothing
/// @param classWeights `[classes]`, each finite and 0 or more; null: 1 each. Never changed.
/// @param ignored the label of a row that has no say
/// @param temperature what the logits are divided by
/// @param zLoss λ of `λ (log Z)²`
/// @param inKernels ε and λ, as the kernels take them
@SuppressWarnings("ArrayRecordComponent") // never compared
record CostOptions(
    double smoothing,
    double @Nullable [] classWeights,
    int ignored,
    Reduction reduction,
    double temperature,
    double zLoss,
    KernelOptions inKernels) {

  /// The label that [Cost#meanLogitGradient] ignores.
  static final int IGNORED = -1;

  CostOptions(
      double smoothing,
      double @Nullable [] classWeights,
      int ignored,
      Reduction reduction,
      double temperature,
      double zLoss) {
    this(
        smoothing,
        classWeights,
        ignored,
        reduction,
        temperature,
        zLoss,
        new KernelOptions(smoothing, zLoss));
  }

  static final CostOptions DEFAULT = new CostOptions(0, null, IGNORED, Reduction.MEAN, 1, 0);

  CostOptions withSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing <= 1)) {
      throw new IllegalArgumentException(
          "label smoothing is " + smoothing + ": it must be from 0 to 1");
    }
    return new CostOptions(smoothing, classWeights, ignored, reduction, temperature, zLoss);
  }

  CostOptions withClassWeights(double[] classWeights) {
    for (int k = 0; k < classWeights.length; k++) {
      if (!(classWeights[k] >= 0 && classWeights[k] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "weight of class %d is %s: a weight must be finite and 0 or more"
                .formatted(k, classWeights[k]));
      }
    }
    return new CostOptions(smoothing, classWeights.clone(), ignored, reduction, temperature, zLoss);
  }

  CostOptions withIgnored(int ignored) {
    return new CostOptions(smoothing, classWeights, ignored, reduction, temperature, zLoss);
  }

  CostOptions withReduction(Reduction reduction) {
    return new CostOptions(smoothing, classWeights, ignored, reduction, temperature, zLoss);
  }

  CostOptions withTemperature(double temperature) {
    if (!(temperature > 0 && temperature <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ": it must be finite and above 0");
    }
    return new CostOptions(smoothing, classWeights, ignored, reduction, temperature, zLoss);
  }

  CostOptions withZLoss(double zLoss) {
    if (!(zLoss >= 0 && zLoss <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "z-loss is " + zLoss + ": it must be finite and 0 or more");
    }
    return new CostOptions(smoothing, classWeights, ignored, reduction, temperature, zLoss);
  }

  /// Whether all that is left to do is a weighted mean or sum.
  boolean plain() {
    return smoothing == 0
        && classWeights == null
        && ignored == IGNORED
        && temperature == 1
        && zLoss == 0;
  }

  /// Whether the sum is divided by the weight of all rows.
  boolean mean() {
    return reduction == Reduction.MEAN;
  }

  double classWeight(int label) {
    return classWeights == null ? 1 : classWeights[label];
  }

  /// `Σ_k t_k c_k`, the weight of the row of t at `offset`.
  double classWeight(float[] t, int offset, int classes) {
    if (classWeights == null) {
      return 1;
    }
    return FloatTerms.dot(t, offset, classWeights, classes);
  }

  double classWeight(double[] t, int offset, int classes) {
    if (classWeights == null) {
      return 1;
    }
    double weight = 0;
    for (int k = 0; k < classes; k++) {
      weight += t[offset + k] * classWeights[k];
    }
    return weight;
  }

  /// `(1 − ε) t + (ε / K) Σ_j t_j` of each row.
  void smooth(float[] t, int rows, int classes) {
    for (int offset = 0; offset < rows * classes; offset += classes) {
      double sum = 0;
      for (int k = offset; k < offset + classes; k++) {
        sum += t[k];
      }
      double share = smoothing / classes * sum;
      for (int k = offset; k < offset + classes; k++) {
        t[k] = (float) ((1 - smoothing) * t[k] + share);
      }
    }
  }

  void smooth(double[] t, int rows, int classes) {
    for (int offset = 0; offset < rows * classes; offset += classes) {
      double sum = 0;
      for (int k = offset; k < offset + classes; k++) {
        sum += t[k];
      }
      double share = smoothing / classes * sum;
      for (int k = offset; k < offset + classes; k++) {
        t[k] = (1 - smoothing) * t[k] + share;
      }
    }
  }

  @Override
  public String toString() {
    return "label smoothing %s, class weights %s, ignored label %d, %s, temperature %s, z-loss %s"
        .formatted(
            smoothing,
            classWeights == null ? "1" : Arrays.toString(classWeights),
            ignored,
            reduction == Reduction.MEAN ? "mean" : "sum",
            temperature,
            zLoss);
  }
}
