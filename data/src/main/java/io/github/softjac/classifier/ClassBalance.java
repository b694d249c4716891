package io.github.softjac.classifier;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.trainer.Dataset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// What the weight of a row is multiplied by for its class.
final class ClassBalance {

  private final double[] factors;

  private ClassBalance(double[] factors) {
    this.factors = factors;
  }

  /// The factors that are given; 1 for a class that has none.
  ///
  /// @throws DataException if there is no such class
  static ClassBalance of(ClassWeights.Given given, List<String> classes, String source)
      throws DataException {
    double[] factors = new double[classes.size()];
    Arrays.fill(factors, 1);
    for (Map.Entry<String, Double> entry : given.factors().entrySet()) {
      int k = classes.indexOf(entry.getKey());
      if (k < 0) {
        throw new DataException(
            source,
            "there is no class %s to weigh; allowed: %s"
                .formatted(Quoted.of(entry.getKey()), Quoted.list(classes)));
      }
      factors[k] = entry.getValue();
    }
    return new ClassBalance(factors);
  }

  /// The factors that make every class count alike, `n / (K n_k)` for a row of class k, counted
  /// without the rows' weights.
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
