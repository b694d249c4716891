package io.github.softjac.internal.kernel;

/// A cost of an index label that depends on the output of that label alone, `L = f(y_label)`: all
/// that it adds to softmax is a few numbers a row. Since `∂y_label/∂z_k = y_label ([k = label] −
/// y_k)`,
///
/// `∂L/∂z_k = factor (y_k − [k = label])`, with `factor = −y_label f′(y_label) = −∂L/∂log y_label`:
///
/// the gradient of cross-entropy, whose factor is 1, with another factor in each row.
///
/// Implementations use the operations that kernels may use, so that the bits are the same on every
/// machine, and treat each row on its own. Every array has room for [RowFunctions#LANES] more rows.
@FunctionalInterface
public non-sealed interface LabelScore extends RowScore {

  /// Cost and factor of each row. Both arrays of results may be read from nowhere else.
  ///
  /// @param logY `s = log y_label`, right to 2⁻⁴⁵ of itself; −∞ for a logit of −∞
  /// @param y y_label, to the accuracy of float
  /// @param rest `ρ = 1 − y_label`, to the accuracy of float also where y is next to 1
  /// @param losses receives L
  /// @param factors receives the factor, finite and 0 or more
  /// @param rows how many
  void score(double[] logY, double[] y, double[] rest, double[] losses, double[] factors, int rows);
}
