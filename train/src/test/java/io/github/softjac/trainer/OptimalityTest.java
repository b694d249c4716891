package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.optimizer.IterationListener;
import io.github.softjac.optimizer.StoppingRule;
import io.github.softjac.optimizer.TruncatedNewton;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptimalityTest {

  /// At all points of a way to the optimum, after the intercepts have been brought to theirs.
  @Test
  void boundHoldsWhereTheInterceptsAreAtTheirOptimum() {
    Dataset data = RandomData.clouds(300, 6, 3, 1);
    double l2 = 0.01;
    try (Workers workers = new Workers(1)) {
      LinearObjective objective = new LinearObjective(data, new CrossEntropy(), l2, workers);
      Optimality optimum = new Optimality(l2, 18, true);
      List<double[]> way = new ArrayList<>();
      IterationListener keep = (iteration, point, value, norm) -> way.add(point.clone());
      double least =
          new TruncatedNewton(new StoppingRule(100, 1e-12))
              .minimise(objective, new double[objective.size()], keep)
              .value();
      assertThat(way).hasSizeGreaterThan(2);
      for (double[] point : way) {
        double[] gradient = new double[point.length];
        double value = atBestIntercepts(objective, point, gradient);
        assertThat(value - least).isLessThanOrEqualTo(optimum.bound(gradient) + 1e-14);
      }
    }
  }

  /// Moves the intercepts alone, by gradient steps (their curvature is at most 1/2), until their
  /// gradient is 0.
  private static double atBestIntercepts(
      LinearObjective objective, double[] point, double[] gradient) {
    for (int step = 0; step < 2000; step++) {
      objective.value(point, gradient);
      for (int k = 18; k < 21; k++) {
        point[k] -= gradient[k];
      }
    }
    return objective.value(point, gradient);
  }

  @Test
  void withoutPenaltyOrConvexityThereIsNoBoundAndTheGradientDecides() {
    double[] small = {1e-7, -1e-7};
    assertThat(new Optimality(0, 1, true).bound(small)).isNaN();
    assertThat(new Optimality(0.1, 1, false).bound(small)).isNaN();
    assertThat(new Optimality(0, 1, true).reached(small, 1, small)).isTrue();
  }

  @Test
  void gradientThatIsSmallBesideASmallerPenaltyIsNotEnough() {
    double[] gradient = {5e-7, 0};
    assertThat(new Optimality(1e-6, 1, true).reached(gradient, 1, gradient)).isFalse();
    assertThat(new Optimality(1e-3, 1, true).reached(gradient, 1, gradient)).isTrue();
  }

  @Test
  void gradientThatIsNoNumberIsNeverEnough() {
    double[] gradient = {Double.NaN, 0};
    assertThat(new Optimality(0, 1, true).reached(gradient, 1, gradient)).isFalse();
  }
}
