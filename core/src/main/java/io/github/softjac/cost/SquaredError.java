package io.github.softjac.cost;

/// Squared error: `L = ½ Σ_k (y_k − t_k)²`, with `∂L/∂y_k = y_k − t_k`.
///
/// For a one-hot target this is half the Brier score of the row: a proper scoring rule, in `[0,
/// 1]`. It is bounded, so one mislabelled row cannot dominate a batch; its gradient vanishes where
/// the model is confidently wrong, so it learns more slowly than cross-entropy from a bad start.
public final class SquaredError implements Cost {

  /// Squared error has no parameter.
  public SquaredError() {}

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      double difference = (double) y[k] - t[k];
      loss += difference * difference;
      dy[k] = (float) difference;
    }
    return 0.5 * loss;
  }

  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      double difference = y[k] - t[k];
      loss += difference * difference;
      dy[k] = difference;
    }
    return 0.5 * loss;
  }

  @Override
  public String toString() {
    return "squared-error";
  }
}
