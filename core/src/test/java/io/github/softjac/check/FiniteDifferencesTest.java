package io.github.softjac.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FiniteDifferencesTest {

  @ParameterizedTest
  @ValueSource(doubles = {-2, -0.5, 0, 0.25, 1, 3})
  void derivativeOfExpIsExp(double x) {
    double exact = StrictMath.exp(x);
    double found =
        FiniteDifferences.partial(v -> StrictMath.exp(v[0]), new double[] {x}, 0, 1.0 / 64);
    assertThat(found).isEqualTo(exact, within(1e-13 * exact));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, -0.5, 0, 0.25, 1, 3})
  void derivativeOfSineIsCosine(double x) {
    double found =
        FiniteDifferences.partial(v -> StrictMath.sin(v[0]), new double[] {x}, 0, 1.0 / 64);
    assertThat(found).isEqualTo(StrictMath.cos(x), within(1e-13));
  }

  @Test
  void derivativeOfAPolynomialOfEighthDegreeIsExactAtAnyStep() {
    double found =
        FiniteDifferences.partial(
            v -> StrictMath.pow(v[0], 8) - 3 * StrictMath.pow(v[0], 5), new double[] {1}, 0, 0.5);
    assertThat(found).isEqualTo(8 - 15, within(1e-11));
  }

  /// The truncation error is `h⁸ f⁽⁹⁾ / 630`: halving the step leaves a 256th of it.
  @Test
  void errorIsOfEighthOrder() {
    double coarse = Math.abs(derivativeOfExpAtZero(0.5) - 1);
    double fine = Math.abs(derivativeOfExpAtZero(0.25) - 1);
    assertThat(coarse / fine).isBetween(230.0, 290.0);
    assertThat(coarse).isBetween(0.9 / 630 / 256, 1.1 / 630 / 256);
  }

  @Test
  void gradientHasOnePartialACoordinate() {
    double[] x = {2, 3, 5};
    double[] gradient = FiniteDifferences.gradient(v -> v[0] * v[1] + v[2] * v[2], x, 0.125);
    assertThat(gradient).containsExactly(new double[] {3, 2, 10}, within(1e-12));
  }

  @Test
  void gradientOfNothingIsEmpty() {
    assertThat(FiniteDifferences.gradient(v -> 1, new double[0], 0.125)).isEmpty();
  }

  @Test
  void pointIsRestored() {
    double[] x = {0.1, 0.2, 0.3};
    FiniteDifferences.gradient(v -> v[0] * v[1] * v[2], x, 1.0 / 3);
    assertThat(x).containsExactly(0.1, 0.2, 0.3);
  }

  @Test
  void pointIsRestoredEvenIfTheFunctionThrows() {
    double[] x = {0.1};
    assertThatThrownBy(() ->
            FiniteDifferences.partial(
                v -> {
                  throw new IllegalStateException("no value here");
                },
                x,
                0,
                0.25))
        .isInstanceOf(IllegalStateException.class);
    assertThat(x).containsExactly(0.1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, Double.NaN, Double.POSITIVE_INFINITY})
  void badStepIsRefused(double step) {
    assertThatThrownBy(() -> FiniteDifferences.partial(v -> v[0], new double[1], 0, step))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("step is " + step + ": it must be finite and above 0");
    double[] x = {1};
    assertThatThrownBy(() -> FiniteDifferences.along(v -> v, x, x, step))
        .hasMessage("step is " + step + ": it must be finite and above 0");
    assertThatThrownBy(() -> FiniteDifferences.directional(v -> v[0], x, x, step))
        .hasMessage("step is " + step + ": it must be finite and above 0");
  }

  /// `f = x y²`, along (2, −1) at (3, 5): `2·25 − 1·30`.
  @Test
  void derivativeAlongADirectionIsTheGradientTimesIt() {
    double[] x = {3, 5};
    double[] v = {2, -1};
    assertThat(FiniteDifferences.directional(at -> at[0] * at[1] * at[1], x, v, 0.125))
        .isEqualTo(20, within(1e-12));
    assertThat(FiniteDifferences.along(at -> new double[] {at[0] * at[1], at[1]}, x, v, 0.125))
        .containsExactly(new double[] {7, -1}, within(1e-12));
    assertThat(x).containsExactly(3, 5);
  }

  private static double derivativeOfExpAtZero(double step) {
    return FiniteDifferences.partial(v -> StrictMath.exp(v[0]), new double[1], 0, step);
  }
}
