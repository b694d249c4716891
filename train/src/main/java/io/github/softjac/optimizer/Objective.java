package io.github.softjac.optimizer;

/// A smooth function of a vector, `f: Rⁿ → R`, with its gradient.
public interface Objective {

  /// n, the number of parameters.
  int size();

  /// `f(w)`, and `∇f(w)` beside it.
  ///
  /// @param w `[size]`; not to be changed
  /// @param gradient receives `∇f(w)` `[size]`
  /// @return f(w)
  double value(double[] w, double[] gradient);

  /// The share of `|f|` that counts as rounding: values that differ by less say nothing.
  default double rounding() {
    return 0x1p-50;
  }
}
