package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;

/// A cost that is in no catalogue: `L = ¼ Σ_k (y_k − t_k)⁴`, `∂L/∂y_k = (y_k − t_k)³`.
final class QuarticCost implements Cost {

  /// The same, as a user would write it at first: the float form alone.
  static Cost inFloat() {
    QuarticCost cost = new QuarticCost();
    return (y, t, dy) -> cost.gradient(y, t, dy);
  }

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      double difference = (double) y[k] - t[k];
      dy[k] = (float) (difference * difference * difference);
      loss += 0.25 * difference * difference * difference * difference;
    }
    return loss;
  }

  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      double difference = y[k] - t[k];
      dy[k] = difference * difference * difference;
      loss += 0.25 * difference * dy[k];
    }
    return loss;
  }
}
