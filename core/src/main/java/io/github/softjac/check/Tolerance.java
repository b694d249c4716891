package io.github.softjac.check;

/// What one row allows for: errors relative to its largest entry, and rounding on top.
///
/// A change of the outputs by a roundoff moves L by up to `Σ_k |y_k ∂L/∂y_k|` roundoffs, and the
/// entries of `∂L/∂z = y ⊙ (∂L/∂y − ⟨∂L/∂y, y⟩)` are off by roundoffs of `y_k (|∂L/∂y_k| + Σ_j |y_j
/// ∂L/∂y_j|)`, however small they are. A difference divides the former by its step.
///
/// @param loss `|L|`
/// @param terms `Σ_k |y_k ∂L/∂y_k|`
/// @param logitTerms the largest `y_k (|∂L/∂y_k| + Σ_j |y_j ∂L/∂y_j|)`
record Tolerance(double loss, double terms, double logitTerms) {

  /// So many roundoffs of its largest term may separate two ways to compute one number.
  private static final int ROUNDOFFS = 16;

  /// So many roundoffs of L and its terms may be in the sum of a difference.
  private static final int ROUNDOFFS_OF_A_DIFFERENCE = 8;

  static Tolerance of(double loss, double[] y, double[] dy) {
    return new Tolerance(finite(Math.abs(loss)), terms(y, dy), logitTerms(y, dy));
  }

  /// The largest `y_k (|dy_k| + Σ_j |y_j dy_j|)`: the terms of back-propagation.
  static double logitTerms(double[] y, double[] dy) {
    double terms = terms(y, dy);
    double largest = 0;
    for (int k = 0; k < y.length; k++) {
      largest = Math.max(largest, y[k] * (Math.abs(dy[k]) + terms));
    }
    return finite(largest);
  }

  private static double terms(double[] y, double[] dy) {
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      sum += Math.abs(y[k] * dy[k]);
    }
    return finite(sum);
  }

  /// What is wrong with an infinite or NaN row is for the comparisons to say.
  private static double finite(double size) {
    return size <= Double.MAX_VALUE ? size : 0;
  }

  /// The relative error of a first derivative that passes.
  static double first(boolean inFloat) {
    return inFloat ? 2e-4 : 1e-8;
  }

  /// The relative error of a second derivative that passes.
  static double second(boolean inFloat) {
    return 10 * first(inFloat);
  }

  /// What an error is measured by if all entries are smaller, where two ways to compute numbers
  /// meet.
  ///
  /// @param size of the terms that either has rounded
  double leastScale(boolean inFloat, double allowed, double size) {
    return Math.max(ROUNDOFFS * roundoff(inFloat) * size / allowed, floor(inFloat));
  }

  /// The same where a number meets a difference with step h.
  ///
  /// @param size of the terms of what the differences are taken of, beside those of L
  double leastScale(boolean inFloat, double allowed, double size, double h) {
    double rounding = ROUNDOFFS_OF_A_DIFFERENCE * roundoff(inFloat) * (1 + loss + terms + size) / h;
    return Math.max(rounding / allowed, floor(inFloat));
  }

  /// Where all of a row's gradient is next to nothing, what is left is the rounding of L itself.
  private double floor(boolean inFloat) {
    return (inFloat ? 1e-2 : 1e-4) * (1 + loss);
  }

  private static double roundoff(boolean inFloat) {
    return inFloat ? 0x1p-24 : 0x1p-53;
  }
}
