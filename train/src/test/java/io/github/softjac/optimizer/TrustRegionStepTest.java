package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrustRegionStepTest {

  private static final double[] SCALES = {
    1, 4, 9, 16, 25, 1, 4, 9, 16, 25, 1, 4, 9, 16, 25, 1, 4, 9, 16, 25
  };

  /// `M = diag(SCALES)`.
  private static final Preconditioner SCALED =
      (r, s) -> {
        for (int i = 0; i < r.length; i++) {
          s[i] = r[i] / SCALES[i];
        }
      };

  private static double[] gradientAtZero() {
    double[] gradient = new double[20];
    KnownObjectives.QUADRATIC.value(new double[20], gradient);
    return gradient;
  }

  private static TrustRegionStep region(CurvedObjective objective) {
    return new TrustRegionStep(objective, () -> false);
  }

  @Test
  void insideTheRegionItIsTheNewtonStep() {
    TrustRegionStep region = region(KnownObjectives.QUADRATIC);
    TrustRegionStep.End end =
        region.compute(new double[20], gradientAtZero(), SCALED, 1e9, 1e-12, 1000);
    assertThat(end).isEqualTo(TrustRegionStep.End.CONVERGED);
    for (int i = 0; i < 20; i++) {
      assertThat(region.step()[i]).isCloseTo(i, within(1e-8));
    }
    double atZero = KnownObjectives.QUADRATIC.value(new double[20], new double[20]);
    assertThat(region.decrease()).isCloseTo(atZero, within(1e-9 * atZero));
  }

  /// The recurrence takes directions to be conjugate, which rounding undoes little by little.
  @Test
  void lengthByRecurrenceIsTheNormByM() {
    TrustRegionStep region = region(KnownObjectives.QUADRATIC);
    for (double radius : new double[] {0.5, 10, 60, 1e9}) {
      region.compute(new double[20], gradientAtZero(), SCALED, radius, 1e-3, 1000);
      double squares = 0;
      for (int i = 0; i < 20; i++) {
        squares += SCALES[i] * region.step()[i] * region.step()[i];
      }
      assertThat(region.length()).isCloseTo(Math.sqrt(squares), within(1e-6 * region.length()));
      assertThat(region.length()).isLessThanOrEqualTo(radius);
    }
  }

  @Test
  void borderEndsTheStepAtTheRadius() {
    TrustRegionStep region = region(KnownObjectives.QUADRATIC);
    TrustRegionStep.End end =
        region.compute(new double[20], gradientAtZero(), SCALED, 0.5, 1e-12, 1000);
    assertThat(end).isEqualTo(TrustRegionStep.End.BORDER);
    assertThat(region.length()).isCloseTo(0.5, within(1e-15));
    assertThat(region.decrease()).isPositive();
  }

  @Test
  void negativeCurvatureIsFollowedToTheBorder() {
    TrustRegionStep region = region(KnownObjectives.saddle());
    double[] w = {0.1, 0};
    double[] gradient = new double[2];
    KnownObjectives.saddle().value(w, gradient);
    TrustRegionStep.End end = region.compute(w, gradient, Preconditioner.NONE, 2, 0.1, 10);
    assertThat(end).isEqualTo(TrustRegionStep.End.NEGATIVE_CURVATURE);
    assertThat(region.step()[0]).isCloseTo(2, within(1e-15));
  }

  @Test
  void limitOfProductsLeavesAStepDownhill() {
    TrustRegionStep region = region(KnownObjectives.QUADRATIC);
    TrustRegionStep.End end =
        region.compute(new double[20], gradientAtZero(), Preconditioner.NONE, 1e9, 1e-12, 3);
    assertThat(end).isEqualTo(TrustRegionStep.End.LIMIT);
    assertThat(region.decrease()).isPositive();
  }
}
