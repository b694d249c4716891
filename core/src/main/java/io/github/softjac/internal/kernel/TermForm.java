package io.github.softjac.internal.kernel;

/// The term ℓ of a cost and `a = ∂ℓ/∂s` of one element, by its output y, `ρ = 1 − y`, `s = log y`,
/// the target t and up to two functions u and v of these, which are computed for many elements at a
/// time before. In ρ, s and `x = −s − ρ` an output next to 1 has all its digits, which it has not
/// in y.
///
/// @param parameter p
public record TermForm(Kind kind, float parameter) {

  /// The forms of terms there are.
  public enum Kind {
    /// With `d = y − t`: `ℓ = ½ d²`, `a = y d`.
    SQUARED_DIFFERENCE,
    /// With `d = y − t`: `ℓ = ½ |d|`, `a = ½ y sign d`.
    DIFFERENCE,
    /// `ℓ = t ρ`, `a = −t y`.
    PRODUCT,
    /// `ℓ = t (p ρ + x)`, `a = −t (ρ + p y)`, with `x = −s − ρ`.
    POLYNOMIAL,
    /// `ℓ = −t ρ² s`, `a = −t ρ (ρ − 2 y s)`.
    FOCAL,
    /// `ℓ = −t u s`, `a = −t u (1 − p y s / ρ)`, with `u = ρᵖ`.
    FOCAL_POWER,
    /// `ℓ = −t v / p`, `a = −t u`, with `u = yᵖ` and `v = u − 1`.
    POWER,
    /// `ℓ = t (u − s)`, `a = −t`, with `u = log max(t, p)`.
    TARGET_LOG_RATIO,
    /// `ℓ = y (s − u)`, `a = y (s − u + 1)`, with `u = log max(t, p)`.
    OUTPUT_LOG_RATIO,
    /// `ℓ = u`, `a = v`: those of [FloatDivergence].
    DIVERGENCE
  }

  /// Whether u or v is a function of y.
  boolean takesOutputsBefore() {
    return kind == Kind.FOCAL_POWER || kind == Kind.DIVERGENCE;
  }

  /// ℓ.
  ///
  /// @param rest ρ
  /// @param excess x
  float term(float y, float rest, float s, float excess, float t, float u, float v) {
    float difference = difference(y, rest, t);
    return switch (kind) {
      case SQUARED_DIFFERENCE -> 0.5f * (difference * difference);
      case DIFFERENCE -> 0.5f * Math.abs(difference);
      case PRODUCT -> t * rest;
      case POLYNOMIAL -> t * (parameter * rest + excess);
      case FOCAL -> 0 - t * (rest * rest * s);
      case FOCAL_POWER -> 0 - t * (u * s);
      case POWER -> 0 - t * (v * (1 / parameter));
      case TARGET_LOG_RATIO -> t * (u - s);
      case OUTPUT_LOG_RATIO -> y * (s - u);
      case DIVERGENCE -> u;
    };
  }

  /// a.
  float slope(float y, float rest, float s, float t, float u, float v) {
    float difference = difference(y, rest, t);
    return switch (kind) {
      case SQUARED_DIFFERENCE -> y * difference;
      case DIFFERENCE -> y * (0.5f * Math.signum(difference));
      case PRODUCT -> 0 - t * y;
      case POLYNOMIAL -> 0 - t * (rest + parameter * y);
      case FOCAL -> 0 - t * (rest * (rest - 2 * (y * s)));
      case FOCAL_POWER -> 0 - t * (u * (1 - parameter * (y * s) / notZero(rest)));
      case POWER -> 0 - t * u;
      case TARGET_LOG_RATIO -> 0 - t;
      case OUTPUT_LOG_RATIO -> y * ((s - u) + 1);
      case DIVERGENCE -> v;
    };
  }

  /// `1 − y`.
  ///
  /// @param restOfLargest that of the largest output of the row, which is no difference
  static float rest(float y, float restOfLargest) {
    return y > 0.5f ? restOfLargest : 1 - y;
  }

  /// `y − t`, to the digits that y and its rest allow.
  static float difference(float y, float rest, float t) {
    return y > 0.5f ? (1 - t) - rest : y - t;
  }

  private static float notZero(float x) {
    return x < Float.MIN_NORMAL ? Float.MIN_NORMAL : x;
  }
}
