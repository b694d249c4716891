package io.github.softjac.internal.kernel;

/// The term ℓ of a cost and `a = ∂ℓ/∂s`, by the output y, `s = log y`, the target t and a number u
/// of each element, as [FloatTermForms] takes it.
///
/// @param parameter p
public record TermForm(Kind kind, float parameter) {

  /// The forms of terms there are.
  public enum Kind {
    /// `ℓ = ½ (y − t)²`, `a = y (y − t)`.
    SQUARED_DIFFERENCE,
    /// `ℓ = ½ |y − t|`, `a = ½ y sign(y − t)`.
    DIFFERENCE,
    /// `ℓ = t (1 − y)`, `a = −t y`.
    PRODUCT,
    /// `ℓ = t (p (1 − y) − s)`, `a = −t (1 + p y)`.
    POLYNOMIAL,
    /// With `ρ = 1 − y`: `ℓ = −t ρ² s`, `a = −t ρ (ρ − 2 y s)`.
    FOCAL,
    /// `ℓ = t (u − s)`, `a = −t`, with `u = log max(t, p)`.
    TARGET_LOG_RATIO,
    /// `ℓ = y (s − u)`, `a = y (s − u + 1)`, with `u = log max(t, p)`.
    OUTPUT_LOG_RATIO
  }

  /// Whether it takes s.
  boolean takesOutputLogarithms() {
    return switch (kind) {
      case SQUARED_DIFFERENCE, DIFFERENCE, PRODUCT -> false;
      case POLYNOMIAL, FOCAL, TARGET_LOG_RATIO, OUTPUT_LOG_RATIO -> true;
    };
  }

  /// Whether it takes u.
  boolean takesTargetLogarithms() {
    return kind == Kind.TARGET_LOG_RATIO || kind == Kind.OUTPUT_LOG_RATIO;
  }

  /// ℓ.
  float term(float y, float s, float t, float u) {
    float difference = y - t;
    float rest = 1 - y;
    return switch (kind) {
      case SQUARED_DIFFERENCE -> 0.5f * (difference * difference);
      case DIFFERENCE -> 0.5f * Math.abs(difference);
      case PRODUCT -> t * rest;
      case POLYNOMIAL -> t * (parameter * rest - s);
      case FOCAL -> 0 - t * (rest * rest * s);
      case TARGET_LOG_RATIO -> t * (u - s);
      case OUTPUT_LOG_RATIO -> y * (s - u);
    };
  }

  /// a.
  float slope(float y, float s, float t, float u) {
    float rest = 1 - y;
    return switch (kind) {
      case SQUARED_DIFFERENCE -> y * (y - t);
      case DIFFERENCE -> y * (0.5f * Math.signum(y - t));
      case PRODUCT -> 0 - t * y;
      case POLYNOMIAL -> 0 - t * (1 + parameter * y);
      case FOCAL -> 0 - t * (rest * (rest - 2 * (y * s)));
      case TARGET_LOG_RATIO -> 0 - t;
      case OUTPUT_LOG_RATIO -> y * ((s - u) + 1);
    };
  }
}
