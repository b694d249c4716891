package io.github.softjac.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// One of the 2⁵ ways to choose among the options of a [BatchCost].
record OptionChoice(
    boolean smoothing, boolean classWeights, boolean temperature, boolean zLoss, boolean mean) {

  static final double EPSILON = 0.125;
  static final double TEMPERATURE = 2;
  static final double LAMBDA = 0.0625;

  private static final double[] CLASS_WEIGHTS = {1, 0.5, 0, 3, 2};

  /// Whether the batteries are to be small: mutants meet them, thousands of times
  /// (`./check-mutations`).
  static final boolean FEW = "small".equals(System.getProperty("softjac.battery"));

  static List<OptionChoice> all() {
    List<OptionChoice> all = new ArrayList<>();
    // Few of them: each option alone or with one other, none, all.
    for (int bits : FEW ? new int[] {0, 3, 12, 31} : IntStream.range(0, 32).toArray()) {
      all.add(of(bits));
    }
    return all;
  }

  /// The choice of these five bits; what is above them is ignored.
  static OptionChoice of(int bits) {
    return new OptionChoice(
        (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0, (bits & 16) != 0);
  }

  /// Those without z-loss, which alone of all options sees a constant added to the logits.
  static List<OptionChoice> withoutZLoss() {
    return all().stream().filter(choice -> !choice.zLoss).toList();
  }

  OptionChoice summed() {
    return new OptionChoice(smoothing, classWeights, temperature, zLoss, false);
  }

  /// One of the classes of five weighs nothing.
  static double[] classWeights(int classes) {
    double[] weights = new double[classes];
    for (int k = 0; k < classes; k++) {
      weights[k] = CLASS_WEIGHTS[k % CLASS_WEIGHTS.length];
    }
    return weights;
  }

  BatchCost of(Cost cost, int classes) {
    BatchCost batchCost = BatchCost.of(cost).ignoredLabel(BatchRows.IGNORED);
    batchCost = smoothing ? batchCost.labelSmoothing(EPSILON) : batchCost;
    batchCost = classWeights ? batchCost.classWeights(classWeights(classes)) : batchCost;
    batchCost = temperature ? batchCost.temperature(TEMPERATURE) : batchCost;
    batchCost = zLoss ? batchCost.zLoss(LAMBDA) : batchCost;
    return batchCost.reduction(mean ? Reduction.MEAN : Reduction.SUM);
  }

  double scale() {
    return temperature ? TEMPERATURE : 1;
  }

  /// `(1 − ε) t + (ε / K) Σ_j t_j` of one row, or t itself.
  double[] smoothed(double[] t) {
    double total = 0;
    for (double tk : t) {
      total += tk;
    }
    double[] smoothed = t.clone();
    for (int k = 0; k < t.length && smoothing; k++) {
      smoothed[k] = (1 - EPSILON) * t[k] + EPSILON / t.length * total;
    }
    return smoothed;
  }
}
