package io.github.softjac.bench.contestant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.bench.accuracy.DoubleDouble;
import io.github.softjac.bench.accuracy.ExactSoftmax;
import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SoftjacTest {

  private static final Shape SHAPE = new Shape(3, 5);

  @ParameterizedTest
  @EnumSource
  void forwardIsSoftmax(ElementType type) {
    Problem problem = Problem.random(Operation.FORWARD, SHAPE, 1, 1);
    float[] row = outputRow(type, problem, 2);

    DoubleDouble[] exact = exactRow(problem, 2);
    for (int k = 0; k < row.length; k++) {
      assertThat((double) row[k]).isCloseTo(exact[k].high(), within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void backwardIsTheJacobianTimesTheDerivative(ElementType type) {
    Problem problem = Problem.random(Operation.BACKWARD, SHAPE, 1, 1);
    float[] row = outputRow(type, problem, 1);

    int offset = SHAPE.classes();
    double dot = 0;
    for (int k = 0; k < row.length; k++) {
      dot += (double) problem.y()[offset + k] * problem.dy()[offset + k];
    }
    for (int k = 0; k < row.length; k++) {
      double expected = problem.y()[offset + k] * (problem.dy()[offset + k] - dot);
      assertThat((double) row[k]).isCloseTo(expected, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void crossEntropyIsOfTheMeanOverTheLabels(ElementType type) {
    Problem problem = Problem.random(Operation.CROSS_ENTROPY, SHAPE, 1, 1);
    try (Call call = ours(type).prepare(problem)) {
      call.run();

      double loss = 0;
      float[] dz = new float[SHAPE.classes()];
      for (int row = 0; row < SHAPE.rows(); row++) {
        DoubleDouble[] y = exactRow(problem, row);
        int label = problem.labels()[row];
        loss -= StrictMath.log(y[label].high()) / SHAPE.rows();
        call.copyRow(row, dz);
        for (int k = 0; k < dz.length; k++) {
          double expected = (y[k].high() - (k == label ? 1 : 0)) / SHAPE.rows();
          assertThat((double) dz[k]).isCloseTo(expected, within(1e-6));
        }
      }
      assertThat(call.loss()).isCloseTo(loss, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void forwardHasNoCost(ElementType type) {
    Problem problem = Problem.random(Operation.FORWARD, SHAPE, 1, 1);
    try (Call call = ours(type).prepare(problem)) {
      call.run();

      assertThat(call.loss()).isNaN();
    }
  }

  private static Contestant ours(ElementType type) {
    return switch (type) {
      case FLOAT -> new Softjac();
      case DOUBLE -> new WideSoftjac();
    };
  }

  private static float[] outputRow(ElementType type, Problem problem, int row) {
    try (Call call = ours(type).prepare(problem)) {
      call.run();
      float[] output = new float[SHAPE.classes()];
      call.copyRow(row, output);
      return output;
    }
  }

  private static DoubleDouble[] exactRow(Problem problem, int row) {
    DoubleDouble[] y = new DoubleDouble[SHAPE.classes()];
    ExactSoftmax.row(problem.z(), row * SHAPE.classes(), SHAPE.classes(), y);
    return y;
  }
}
