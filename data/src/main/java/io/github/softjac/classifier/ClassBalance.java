package io.github.softjac.classifier;

import io.github.softjac.trainer.Dataset;

/// Factors that make every class count alike: `n / (K n_k)` for a row of class k.
final class ClassBalance {

  private final double[] factors;

  private ClassBalance(double[] factors) {
    this.factors = factors;
  }

  /// The factors for these training rows, counted without their weights.
  static ClassBalance of(Dataset training) {
    long[] counts = new long[training.classes()];
    for (int label : training.labels()) {
      counts[label]++;
    }
    double[] factors = new double[counts.length];
    for (int k = 0; k < factors.length; k++) {
      // A class without training rows has no factor; its rows can only be held out.
      factors[k] = counts[k] == 0 ? 1 : training.rows() / ((double) training.classes() * counts[k]);
    }
    return new ClassBalance(factors);
  }

  /// The same rows, each weight times the factor of its class.
  Dataset apply(Dataset rows) {
    float[] weights = new float[rows.rows()];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = (float) (rows.weight(row) * factors[rows.labels()[row]]);
    }
    return rows.withWeights(weights);
  }
}
