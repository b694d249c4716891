package io.github.softjac.internal.kernel;

/// A cost of an index label that is the expectation of a number of each class under the outputs, `L
/// = Σ_k y_k c_k`. Where c does not depend on the logits, or is `log y_k` and a constant, whose
/// slopes add up to 0,
///
/// `∂L/∂z_k = y_k (c_k − L)`.
///
/// The numbers are either those of a line of a matrix, or `c_k = log y_k − log floor`, but `c_l =
/// log y_l` of the label l: reversed Kullback–Leibler divergence.
public final class ExpectationScore implements RowScore {

  private static final float[] NO_LINES = {};

  private final float[] costs;
  private final double logFloor;

  private ExpectationScore(float[] costs, double logFloor) {
    this.costs = costs;
    this.logFloor = logFloor;
  }

  /// By a matrix: c is the line of the label, of which there may be more than classes.
  ///
  /// @param costs `[lines × classes]`, each between −2⁶⁰ and 2⁶⁰; not copied
  public static ExpectationScore ofLines(float[] costs) {
    return new ExpectationScore(costs, 0);
  }

  /// By the logarithms of the outputs.
  ///
  /// @param logFloor the logarithm of what stands for a target of 0
  public static ExpectationScore ofLogarithms(double logFloor) {
    return new ExpectationScore(NO_LINES, logFloor);
  }

  boolean isOfLogarithms() {
    return costs.length == 0;
  }

  float[] costs() {
    return costs;
  }

  double logFloor() {
    return logFloor;
  }

  /// What a row costs whose output is 1 for one class.
  double ofOneHot(int label, int hot, int classes) {
    if (isOfLogarithms()) {
      return hot == label ? 0 : -logFloor;
    }
    return costs[label * classes + hot];
  }
}
