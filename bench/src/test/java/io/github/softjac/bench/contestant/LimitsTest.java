package io.github.softjac.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static final Shape SHAPE = new Shape(1, 4);

  @Test
  void copyCopiesTheLogits() {
    Problem problem = Problem.random(Operation.FORWARD, SHAPE, 1, 1);

    assertThat(output(new Copy(), problem)).isEqualTo(problem.z());
    assertThat(output(new WideCopy(), problem)).isEqualTo(problem.z());
  }

  @Test
  void triadReadsBothInputsOfBackward() {
    Problem problem = Problem.random(Operation.BACKWARD, SHAPE, 1, 1);
    float[] y = problem.y();
    float[] dy = problem.dy();

    assertThat(output(new Triad(), problem))
        .containsExactly(
            y[0] + 0.5f * dy[0], y[1] + 0.5f * dy[1], y[2] + 0.5f * dy[2], y[3] + 0.5f * dy[3]);
  }

  @Test
  void everyOperationHasOneLimit() {
    for (Operation operation : Operation.values()) {
      assertThat(new Copy().does(operation)).isNotEqualTo(new Triad().does(operation));
    }
  }

  private static float[] output(Contestant limit, Problem problem) {
    try (Call call = limit.prepare(problem)) {
      call.run();
      float[] output = new float[SHAPE.elements()];
      call.copyRow(0, output);
      return output;
    }
  }
}
