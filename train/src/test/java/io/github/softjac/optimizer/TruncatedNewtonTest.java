package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TruncatedNewtonTest {

  private static TruncatedNewton newton(int iterations, double tolerance) {
    return new TruncatedNewton(new StoppingRule(iterations, tolerance));
  }

  private static Minimum minimum(CurvedObjective objective, double... start) {
    return newton(1000, 1e-10).minimise(objective, start, IterationListener.NONE);
  }

  @Test
  void minimumOfAnIllConditionedQuadraticIsFound() {
    Minimum minimum = minimum(KnownObjectives.QUADRATIC, new double[20]);
    for (int i = 0; i < 20; i++) {
      assertThat(minimum.point()[i]).isCloseTo(i, within(1e-9));
    }
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
  }

  @Test
  void minimumOfRosenbrockIsFoundThroughNegativeCurvature() {
    Minimum minimum = minimum(KnownObjectives.rosenbrock(2), -1.2, 1);
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-9));
    assertThat(minimum.point()[1]).isCloseTo(1, within(1e-9));
    assertThat(minimum.iterations()).isLessThan(60);
  }

  @Test
  void minimumOfRosenbrockInAHundredDimensionsIsFound() {
    Minimum minimum = minimum(KnownObjectives.rosenbrock(100), new double[100]);
    assertThat(minimum.value()).isCloseTo(0, within(1e-16));
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
  }

  @Test
  void saddleIsLeftAlongItsNegativeCurvature() {
    Minimum minimum = minimum(KnownObjectives.saddle(), 1e-3, 5);
    assertThat(minimum.point()[0]).isCloseTo(1, within(1e-9));
    assertThat(minimum.value()).isCloseTo(-0.25, within(1e-12));
  }

  @Test
  void exactPreconditionerNeedsOneProductAnIteration() {
    AtomicInteger products = new AtomicInteger();
    CurvedObjective counted =
        new CurvedObjective() {
          @Override
          public int size() {
            return 20;
          }

          @Override
          public double value(double[] w, double[] gradient) {
            return KnownObjectives.QUADRATIC.value(w, gradient);
          }

          @Override
          public void hessianProduct(double[] w, double[] v, double[] hv) {
            products.incrementAndGet();
            KnownObjectives.QUADRATIC.hessianProduct(w, v, hv);
          }

          @Override
          public Preconditioner preconditioner(double[] w) {
            return (r, s) -> {
              for (int i = 0; i < r.length; i++) {
                s[i] = r[i] / KnownObjectives.curvature(i);
              }
            };
          }
        };
    Minimum minimum = minimum(counted, new double[20]);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.CONVERGED);
    assertThat(products.get()).isEqualTo(minimum.iterations()).isLessThan(4);
  }

  @Test
  void valueNeverRises() {
    List<Double> values = new ArrayList<>();
    newton(200, 1e-9)
        .minimise(
            KnownObjectives.rosenbrock(10),
            new double[10],
            (iteration, point, value, norm) -> values.add(value));
    assertThat(values).hasSizeGreaterThan(5).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void listenerHearsOfEveryIterationAndItsGradient() {
    List<Double> norms = new ArrayList<>();
    Minimum minimum =
        newton(7, 0)
            .minimise(
                KnownObjectives.rosenbrock(4),
                new double[4],
                (iteration, point, value, norm) -> norms.add(norm));
    assertThat(norms).hasSize(7).allMatch(norm -> norm > 0);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.LIMIT);
    assertThat(minimum.iterations()).isEqualTo(7);
  }

  @Test
  void toleranceThatRoundingKeepsOutOfReachEndsAtTheMinimum() {
    Minimum minimum =
        newton(1000, 0)
            .minimise(KnownObjectives.rosenbrock(10), new double[10], IterationListener.NONE);
    assertThat(minimum.point()[9]).isCloseTo(1, within(1e-9));
    assertThat(minimum.iterations()).isLessThan(100);
  }

  @Test
  void timeThatIsUpEndsWithTheBestPointSoFar() {
    AtomicInteger asked = new AtomicInteger();
    StoppingRule rule =
        new StoppingRule(1000, (w, value, g) -> false, () -> asked.incrementAndGet() > 20);
    Minimum minimum =
        new TruncatedNewton(rule)
            .minimise(KnownObjectives.rosenbrock(50), new double[50], IterationListener.NONE);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.TIME);
    assertThat(minimum.value()).isLessThan(49);
  }

  @Test
  void startAtTheMinimumNeedsNoIterationAndIsNotChanged() {
    double[] start = {1, 1};
    Minimum minimum = minimum(KnownObjectives.rosenbrock(2), start);
    assertThat(minimum.iterations()).isZero();
    assertThat(start).containsExactly(1, 1);
  }

  @Test
  void valueThatIsNotFiniteAtTheStartIsReported() {
    Minimum minimum = minimum(KnownObjectives.saddle(), Double.NaN, 1);
    assertThat(minimum.stop()).isEqualTo(Minimum.Stop.NOT_FINITE);
  }

  @Test
  void startOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> minimum(KnownObjectives.QUADRATIC, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("start has 2 elements: the objective needs 20");
  }
}
