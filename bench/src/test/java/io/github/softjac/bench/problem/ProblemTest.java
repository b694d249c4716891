package io.github.softjac.bench.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ProblemTest {

  @Test
  void logitsHaveTheDeviationThatIsAskedFor() {
    float[] z = Problem.random(Operation.FORWARD, new Shape(1000, 100), 10, 1).z();

    double squares = 0;
    for (float one : z) {
      squares += (double) one * one;
    }
    assertThat(Math.sqrt(squares / z.length)).isCloseTo(10, within(0.1));
  }

  @Test
  void inputOfBackwardIsRowsThatSumToOne() {
    float[] y = Problem.random(Operation.BACKWARD, new Shape(2, 1000), 10, 1).y();

    double sum = 0;
    for (int k = 1000; k < 2000; k++) {
      sum += y[k];
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void labelsAreClasses() {
    int[] labels = Problem.random(Operation.CROSS_ENTROPY, new Shape(1000, 3), 1, 1).labels();

    assertThat(labels).hasSize(1000);
    assertThat(labels).containsOnly(0, 1, 2);
  }

  @Test
  void sameSeedGivesTheSameProblem() {
    Shape shape = new Shape(4, 5);

    assertThat(Problem.random(Operation.FORWARD, shape, 1, 9).z())
        .isEqualTo(Problem.random(Operation.FORWARD, shape, 1, 9).z());
  }
}
