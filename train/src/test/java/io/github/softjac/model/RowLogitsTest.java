package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.evaluate.Metrics;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.Relu;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.RowReader;
import io.github.softjac.linear.SparseRows;
import io.github.softjac.trainer.Dataset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RowLogitsTest {

  private static final int ROWS = 300;
  private static final int COLUMNS = 701;
  private static final int CLASSES = 5;
  private static final DenseRows DENSE = dense();
  private static final Network LINEAR = Network.of(List.of(linear(COLUMNS, CLASSES, 1)));
  private static final Network HIDDEN =
      Network.of(List.of(linear(COLUMNS, 8, 2), new Relu(), linear(8, CLASSES, 3)));

  /// One value in ten is not 0.
  private static DenseRows dense() {
    SplittableRandom random = new SplittableRandom(4);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(10) == 0 ? (float) random.nextGaussian() : 0;
    }
    return new DenseRows(values, ROWS, COLUMNS);
  }

  private static SparseRows sparse() {
    int[] starts = new int[ROWS + 1];
    int[] columnOf = new int[ROWS * COLUMNS];
    float[] values = new float[ROWS * COLUMNS];
    int entries = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int j = 0; j < COLUMNS; j++) {
        float value = DENSE.values()[row * COLUMNS + j];
        if (value != 0) {
          columnOf[entries] = j;
          values[entries++] = value;
        }
      }
      starts[row + 1] = entries;
    }
    return new SparseRows(starts, columnOf, values, COLUMNS);
  }

  private static RowReader reader() {
    return new RowReader() {
      @Override
      public int rows() {
        return ROWS;
      }

      @Override
      public int columns() {
        return COLUMNS;
      }

      @Override
      public void read(int from, int count, float[] x) {
        System.arraycopy(DENSE.values(), from * COLUMNS, x, 0, count * COLUMNS);
      }
    };
  }

  private static Linear linear(int inputs, int outputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    float[] bias = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      bias[k] = (float) random.nextGaussian();
    }
    return new Linear(inputs, outputs, weights, bias);
  }

  static Stream<Features> features() {
    return Stream.of(DENSE, sparse(), reader());
  }

  @ParameterizedTest
  @MethodSource("features")
  void logitsHaveTheBitsOfTheFeaturesInFull(Features features) {
    for (Network network : List.of(LINEAR, HIDDEN)) {
      float[] expected = new float[200 * CLASSES];
      network.logits(DENSE.values(), 50, 250, expected);
      float[] z = new float[200 * CLASSES];
      new RowLogits(network, features).compute(50, 250, z);
      assertThat(z).containsExactly(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("features")
  void metricsAreThoseOfTheFeaturesInFull(Features features) {
    int[] labels = new SplittableRandom(6).ints(ROWS, 0, CLASSES).toArray();
    Metrics expected = Metrics.of(LINEAR, new Dataset(DENSE, labels, null, CLASSES), 1);
    Metrics found = Metrics.of(LINEAR, new Dataset(features, labels, null, CLASSES), 2);
    assertThat(found).usingRecursiveComparison().isEqualTo(expected);
  }

  @Test
  void rowsOfAnotherWidthAreRefused() {
    assertThatThrownBy(() -> new RowLogits(LINEAR, new DenseRows(new float[6], 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows of 3 features: the network takes 701");
  }
}
