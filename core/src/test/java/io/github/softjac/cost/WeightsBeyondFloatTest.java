package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Products of sample and class weights that float cannot hold, of rows in float: the mean is that
/// of weights in the middle of the range.
final class WeightsBeyondFloatTest {

  private static final int ROWS = 20;
  private static final int CLASSES = 4;
  private static final double[] CLASS_WEIGHTS = {1, 0.5, 0, 3};

  static Stream<Arguments> costsAndScales() {
    return Stream.of("cross-entropy", "squared-error", "sparsemax", "jensen-shannon")
        .map(Costs::named)
        .flatMap(cost ->
            Stream.of(
                Arguments.of(cost, 0x1p-100, 0x1p-60),
                Arguments.of(cost, 0x1p-60, 0x1p-67), // some of the products are subnormal
                Arguments.of(cost, 0x1p-62, 0x1p-62),
                Arguments.of(cost, 0x1p100, 0x1p60),
                Arguments.of(cost, 0x1p60, 0x1p66)));
  }

  @ParameterizedTest
  @MethodSource("costsAndScales")
  void theMeanIsThatOfOrdinaryWeights(Cost cost, double sample, double ofClass) {
    for (boolean byTargets : new boolean[] {false, true}) {
      BatchRows batch = BatchRows.random(1, ROWS, CLASSES).withIgnored();
      batch = byTargets ? batch.withSoftTargets(2) : batch;
      BatchForm form = byTargets ? BatchForm.FLOAT_TARGETS : BatchForm.FLOAT_LABELS;
      batch.weights = weights(1);
      double[] expected = new double[ROWS * CLASSES];
      double expectedMean = form.gradient(weighing(cost, 1), batch, expected);

      batch.weights = weights(sample);
      double[] dz = new double[ROWS * CLASSES];
      double mean = form.gradient(weighing(cost, ofClass), batch, dz);
      assertThat(mean).isEqualTo(expectedMean, within(0x1p-20 * expectedMean));
      assertThat(dz).containsExactly(expected, within(0x1p-22));
      assertThat(form.value(weighing(cost, ofClass), batch))
          .isEqualTo(mean, within(0x1p-20 * expectedMean));

      // Each row by itself, in the losses and in its share of the gradient.
      double[] losses = new double[ROWS];
      form.values(weighing(cost, ofClass), batch, losses);
      batch.weights = weights(1);
      double[] expectedLosses = new double[ROWS];
      form.values(weighing(cost, 1), batch, expectedLosses);
      for (int row = 0; row < ROWS; row++) {
        assertThat(losses[row] / sample / ofClass)
            .isEqualTo(expectedLosses[row], within(0x1p-20 * expectedLosses[row]));
      }
    }
  }

  private static BatchCost weighing(Cost cost, double scale) {
    double[] weights = CLASS_WEIGHTS.clone();
    for (int k = 0; k < CLASSES; k++) {
      weights[k] *= scale;
    }
    return BatchCost.of(cost).ignoredLabel(BatchRows.IGNORED).classWeights(weights);
  }

  private static double[] weights(double scale) {
    double[] weights = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      weights[row] = row % 4 * scale;
    }
    return weights;
  }
}
