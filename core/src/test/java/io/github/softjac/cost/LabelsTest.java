package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Index labels, for every cost of the catalogue and for one that is not in it.
final class LabelsTest {

  private static final int ROWS = 40;
  private static final int CLASSES = 7;
  private static final CrossEntropy CROSS_ENTROPY = new CrossEntropy();

  static Stream<Cost> costs() {
    Cost linear =
        (y, t, dy) -> {
          double loss = 0;
          for (int k = 0; k < y.length; k++) {
            loss -= t[k] * y[k];
            dy[k] = -t[k];
          }
          return loss;
        };
    return Stream.concat(Costs.names().stream().map(Costs::named), Stream.of(linear));
  }

  private final float[] z = Form.narrow(new RandomRows(5).normal(ROWS * CLASSES, 3, 0));
  private final int[] labels = new int[ROWS];
  private final float[] weights = new float[ROWS];
  private final float[] dz = new float[ROWS * CLASSES];

  LabelsTest() {
    RandomRows random = new RandomRows(6);
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.integer(0, CLASSES);
      weights[row] = (float) random.real(0, 3);
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aLabelIsAOneHotTarget(Cost cost) {
    double mean = cost.meanLogitGradient(z, labels, weights, dz, ROWS, CLASSES);
    float[] expected = new float[dz.length];
    double expectedMean =
        cost.meanLogitGradient(z, oneHot(labels), weights, expected, ROWS, CLASSES);
    assertThat(mean).isEqualTo(expectedMean, within(1e-7 * Math.abs(expectedMean)));
    assertThat(dz).containsExactly(expected, within(0x1p-23f));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void noWeightsAreWeightsOfOne(Cost cost) {
    Arrays.fill(weights, 1);
    double mean = cost.meanLogitGradient(z, labels, null, dz, ROWS, CLASSES);
    float[] expected = new float[dz.length];
    assertThat(mean).isEqualTo(cost.meanLogitGradient(z, labels, weights, expected, ROWS, CLASSES));
    assertThat(dz).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void anIgnoredRowCountsAsARowOfWeightZeroWhateverItsLogits(Cost cost) {
    int[] some = labels.clone();
    for (int row = 0; row < ROWS; row += 3) {
      some[row] = -1;
      weights[row] = 0;
      z[row * CLASSES] = Float.NaN;
    }
    double mean = cost.meanLogitGradient(z, some, weights, dz, ROWS, CLASSES);
    float[] expected = new float[dz.length];
    assertThat(mean)
        .isFinite()
        .isEqualTo(cost.meanLogitGradient(z, labels, weights, expected, ROWS, CLASSES));
    assertThat(dz).containsExactly(expected);
    assertThat(Arrays.copyOf(dz, CLASSES)).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void theWeightOfAnIgnoredRowIsNotInTheMean(Cost cost) {
    double alone = cost.meanLogitGradient(z, labels, weights, dz, 1, CLASSES);
    int[] first = {labels[0], -1};
    assertThat(cost.meanLogitGradient(z, first, weights, dz, 2, CLASSES)).isEqualTo(alone);
    assertThat(cost.meanLogitGradient(z, first, null, dz, 2, CLASSES))
        .isEqualTo(alone, within(1e-12));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void onlyIgnoredRowsGiveZeroAndAZeroGradient(Cost cost) {
    Arrays.fill(labels, -1);
    Arrays.fill(dz, 9);
    assertThat(cost.meanLogitGradient(z, labels, null, dz, ROWS, CLASSES)).isZero();
    assertThat(dz).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void gradientMayOverwriteTheLogits(Cost cost) {
    double mean = cost.meanLogitGradient(z, labels, weights, dz, ROWS, CLASSES);
    assertThat(cost.meanLogitGradient(z, labels, weights, z, ROWS, CLASSES)).isEqualTo(mean);
    assertThat(z).containsExactly(dz);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aLabelThatIsNoClassIsNamed(Cost cost) {
    labels[17] = 7;
    assertThatThrownBy(() -> cost.meanLogitGradient(z, labels, null, dz, ROWS, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label of row 17 is 7: a label must be from 0 to 6, or -1 for a row to ignore");
    labels[17] = -2;
    assertThatThrownBy(() -> cost.meanLogitGradient(z, labels, null, dz, ROWS, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("label of row 17 is -2");
    assertThat(dz).containsOnly(0);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void tooFewLabelsAreNamed(Cost cost) {
    int[] few = new int[3];
    assertThatThrownBy(() -> cost.meanLogitGradient(z, few, null, dz, ROWS, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels has 3 elements: 40 rows need 40");
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aNegativeWeightIsNamed(Cost cost) {
    weights[3] = -0.5f;
    assertThatThrownBy(() -> cost.meanLogitGradient(z, labels, weights, dz, ROWS, CLASSES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("weight of row 3 is -0.5");
  }

  @Test
  void labelOfMinusInfinityIsAnInfiniteLossWithAFiniteGradient() {
    float[] row = {3, Float.NEGATIVE_INFINITY, 3};
    float[] gradient = new float[3];
    assertThat(CROSS_ENTROPY.meanLogitGradient(row, new int[] {1}, null, gradient, 1, 3))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradient).containsExactly(0.5f, -1, 0.5f);
  }

  @Test
  void oneClassHasNoLossAndNoGradient() {
    float[] gradient = new float[20];
    assertThat(CROSS_ENTROPY.meanLogitGradient(z, new int[20], null, gradient, 20, 1)).isZero();
    assertThat(gradient).containsOnly(0);
  }

  /// Short rows in tiles, left over from one, and long rows.
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 33, 100})
  void lossIsFiniteForAllFiniteLogits(int classes) {
    int rows = 33;
    float[] far = new float[rows * classes];
    Arrays.fill(far, Float.MAX_VALUE);
    int[] first = new int[rows];
    for (int row = 0; row < rows; row++) {
      far[row * classes] = -Float.MAX_VALUE;
    }
    float[] gradient = new float[far.length];
    double loss = CROSS_ENTROPY.meanLogitGradient(far, first, null, gradient, rows, classes);
    assertThat(loss).isEqualTo(2.0 * Float.MAX_VALUE, within(1e24));
    assertThat(gradient[0]).isEqualTo(-1f / rows);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 33, 100})
  void plusInfinityIsAOneHotRow(int classes) {
    int rows = 20;
    float[] logits = new float[rows * classes];
    for (int row = 0; row < rows; row++) {
      logits[row * classes + 1] = Float.POSITIVE_INFINITY;
    }
    int[] hot = new int[rows];
    Arrays.fill(hot, 1);
    float[] gradient = new float[logits.length];
    assertThat(CROSS_ENTROPY.meanLogitGradient(logits, hot, null, gradient, rows, classes))
        .isZero();
    assertThat(gradient).containsOnly(0);
    hot[7] = 0;
    assertThat(CROSS_ENTROPY.meanLogitGradient(logits, hot, null, gradient, rows, classes))
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(gradient[7 * classes]).isEqualTo(-1f / rows);
    assertThat(gradient[7 * classes + 1]).isEqualTo(1f / rows);
  }

  private static float[] oneHot(int[] labels) {
    float[] t = new float[labels.length * CLASSES];
    for (int row = 0; row < labels.length; row++) {
      t[row * CLASSES + labels[row]] = 1;
    }
    return t;
  }
}
