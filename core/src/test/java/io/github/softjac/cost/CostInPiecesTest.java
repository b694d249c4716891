package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches so large that they are cut into pieces, which several threads may share: what they give
/// is what their parts give, which one thread does in one piece.
final class CostInPiecesTest {

  private static final int ROWS = 700;
  private static final int CLASSES = 100;

  /// Rows of a part, which is smaller than a piece and begins where no piece does.
  private static final int PART = 100;

  private static final BatchRows BATCH =
      BatchRows.random(1, ROWS, CLASSES).withIgnored().withWeights(2);
  private static final BatchRows SOFT =
      BatchRows.random(3, ROWS, CLASSES).withSoftTargets(4).withWeights(5);

  static Stream<Arguments> costsAndForms() {
    return Stream.of("cross-entropy", "squared-error", "jensen-shannon", "sparsemax")
        .map(Costs::named)
        .flatMap(cost -> Stream.of(BatchForm.values()).map(form -> Arguments.of(cost, form)));
  }

  @ParameterizedTest
  @MethodSource("costsAndForms")
  void aBatchGivesWhatItsPartsGive(Cost cost, BatchForm form) {
    BatchCost sum = BatchCost.of(cost).ignoredLabel(BatchRows.IGNORED).reduction(Reduction.SUM);
    BatchRows batch = form.byTargets ? SOFT : BATCH;
    double[] dz = new double[ROWS * CLASSES];
    double[] losses = new double[ROWS];
    double[] dzOfGradients = new double[ROWS * CLASSES];
    double value = form.gradient(sum, batch, dz);
    form.gradients(sum, batch, losses, dzOfGradients);

    double valueOfParts = 0;
    for (int from = 0; from < ROWS; from += PART) {
      BatchRows part = batch.part(from, from + PART);
      double[] partDz = new double[PART * CLASSES];
      double[] partLosses = new double[PART];
      valueOfParts += form.gradient(sum, part, partDz);
      form.gradients(sum, part, partLosses, new double[PART * CLASSES]);
      assertThat(Arrays.copyOfRange(dz, from * CLASSES, (from + PART) * CLASSES))
          .as("gradient of rows %d to %d", from, from + PART)
          .containsExactly(partDz);
      assertThat(Arrays.copyOfRange(losses, from, from + PART))
          .as("losses of rows %d to %d", from, from + PART)
          .containsExactly(partLosses);
    }
    assertThat(dzOfGradients).containsExactly(dz);
    assertThat(value).isEqualTo(valueOfParts, within(0x1p-45 * valueOfParts));
    assertThat(form.value(sum, batch)).isEqualTo(value, within(0x1p-45 * value));
    assertThat(Arrays.stream(losses).sum()).isEqualTo(value, within(0x1p-45 * value));
    assertThat(value).isGreaterThan(1);
  }
}
