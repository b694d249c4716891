package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Activation;
import io.github.softjac.model.Network;
import io.github.softjac.model.NetworkBuilder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Back-propagation against finite differences of a forward pass in double, written plainly here.
class MiniBatchTest {

  private static final double L2 = 0.05;
  private static final int[] WIDTHS = {5, 7, 6, 3};

  private final Dataset data = RandomData.weighted(RandomData.clouds(37, 5, 3, 1), 2);

  static Stream<Cost> costs() {
    return Stream.of(
        new CrossEntropy(), new SquaredError(), new QuarticCost(), QuarticCost.inFloat());
  }

  @ParameterizedTest
  @MethodSource("costs")
  void gradientOfTwoHiddenLayersIsThatOfFiniteDifferences(Cost cost) {
    Network network =
        NetworkBuilder.inputs(WIDTHS[0], 3)
            .hidden(WIDTHS[1], Activation.RELU)
            .hidden(WIDTHS[2], Activation.RELU)
            .linear(WIDTHS[3])
            .build();
    int[] order = new int[data.rows()];
    for (int row = 0; row < order.length; row++) {
      order[row] = order.length - 1 - row;
    }
    double[] parameters;
    double[] gradient;
    double norm;
    try (Workers workers = new Workers(2)) {
      MiniBatch batch = new MiniBatch(data, cost, L2, network.layers(), data.rows(), workers);
      batch.forwardAndBack(order, 0, data.rows(), 1);
      norm = batch.gather(MiniBatch.NOTHING);
      parameters = flat(batch.tape().parameters());
      gradient = flat(batch.tape().parameterGradients());
    }
    Cost reference =
        cost instanceof CrossEntropy || cost instanceof SquaredError ? cost : new QuarticCost();
    // A step so small that no ReLU switches within it.
    double[] numeric =
        FiniteDifferences.gradient(w -> objective(reference, w), parameters.clone(), 1e-5);
    assertThat(gradient).containsExactly(numeric, within(2e-6));
    assertThat(Arrays.stream(gradient).max().orElseThrow()).isGreaterThan(1e-3);
    double squares = Arrays.stream(gradient).map(g -> g * g).sum();
    assertThat(norm).isCloseTo(Math.sqrt(squares), within(1e-12));
  }

  /// Parameters of all layers: W row-major, then b, layer after layer.
  private static double[] flat(float[][] arrays) {
    double[] all = new double[size()];
    int at = 0;
    for (float[] ofLayer : arrays) {
      for (float value : ofLayer) {
        all[at++] = value;
      }
    }
    return all;
  }

  private static int size() {
    int size = 0;
    for (int i = 0; i + 1 < WIDTHS.length; i++) {
      size += (WIDTHS[i] + 1) * WIDTHS[i + 1];
    }
    return size;
  }

  private double objective(Cost cost, double[] w) {
    double sum = 0;
    for (int row = 0; row < data.rows(); row++) {
      double[] t = new double[3];
      t[data.labels()[row]] = 1;
      sum += data.weight(row) * cost.logitGradient(logits(w, row), t, new double[3], new double[3]);
    }
    return sum / data.totalWeight() + 0.5 * L2 * squares(w);
  }

  private double[] logits(double[] w, int row) {
    float[] features = new float[WIDTHS[0]];
    data.copyRow(row, features, 0);
    double[] x = new double[WIDTHS[0]];
    for (int j = 0; j < x.length; j++) {
      x[j] = features[j];
    }
    int at = 0;
    for (int layer = 0; layer + 1 < WIDTHS.length; layer++) {
      int inputs = WIDTHS[layer];
      int outputs = WIDTHS[layer + 1];
      double[] y = new double[outputs];
      for (int j = 0; j < outputs; j++) {
        y[j] = w[at + inputs * outputs + j];
        for (int i = 0; i < inputs; i++) {
          y[j] += x[i] * w[at + i * outputs + j];
        }
        if (layer + 2 < WIDTHS.length) {
          y[j] = Math.max(0, y[j]);
        }
      }
      at += (inputs + 1) * outputs;
      x = y;
    }
    return x;
  }

  private static double squares(double[] w) {
    double squares = 0;
    int at = 0;
    for (int layer = 0; layer + 1 < WIDTHS.length; layer++) {
      int weights = WIDTHS[layer] * WIDTHS[layer + 1];
      for (int i = 0; i < weights; i++) {
        squares += w[at + i] * w[at + i];
      }
      at += weights + WIDTHS[layer + 1];
    }
    return squares;
  }
}
