package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedSplitTest {

  /// 100 rows of class 0, 50 of class 1, 10 of class 2, one of class 3, none of class 4.
  private final int[] labels = labels(100, 50, 10, 1, 0);

  @Test
  void eachClassIsHeldOutInProportion() {
    StratifiedSplit split = StratifiedSplit.of(labels, 5, 0.2, 1);
    assertThat(counts(split.validation())).containsExactly(20, 10, 2, 0, 0);
    assertThat(counts(split.training())).containsExactly(80, 40, 8, 1, 0);
  }

  @Test
  void bothSidesTogetherAreAllRowsAndAscend() {
    StratifiedSplit split = StratifiedSplit.of(labels, 5, 0.35, 1);
    assertThat(split.training()).isSorted();
    assertThat(split.validation()).isSorted();
    boolean[] seen = new boolean[labels.length];
    for (int row : split.training()) {
      seen[row] = true;
    }
    for (int row : split.validation()) {
      assertThat(seen[row]).isFalse();
      seen[row] = true;
    }
    assertThat(seen).doesNotContain(false);
  }

  @Test
  void everyClassKeepsATrainingRow() {
    StratifiedSplit split = StratifiedSplit.of(labels, 5, 0.999, 1);
    assertThat(counts(split.training())).containsExactly(1, 1, 1, 1, 0);
  }

  @Test
  void fractionOfZeroHoldsNothingOut() {
    StratifiedSplit split = StratifiedSplit.of(labels, 5, 0, 1);
    assertThat(split.validation()).isEmpty();
    assertThat(split.training()).hasSize(labels.length);
  }

  @Test
  void sameSeedGivesTheSameSplitAndAnotherSeedAnother() {
    int[] first = StratifiedSplit.of(labels, 5, 0.2, 7).validation();
    assertThat(StratifiedSplit.of(labels, 5, 0.2, 7).validation()).isEqualTo(first);
    assertThat(StratifiedSplit.of(labels, 5, 0.2, 8).validation()).isNotEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void fractionOutOfRangeIsRefused(double fraction) {
    assertThatThrownBy(() -> StratifiedSplit.of(labels, 5, fraction, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation fraction is " + fraction + ": allowed: 0 or more and below 1");
  }

  @Test
  void labelOutOfRangeIsRefused() {
    assertThatThrownBy(() -> StratifiedSplit.of(labels, 3, 0.2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label of row 160 is 3: a label must be in [0, 3)");
  }

  private static int[] labels(int... counts) {
    int rows = 0;
    for (int count : counts) {
      rows += count;
    }
    int[] labels = new int[rows];
    int row = 0;
    for (int k = 0; k < counts.length; k++) {
      for (int i = 0; i < counts[k]; i++) {
        labels[row++] = k;
      }
    }
    return labels;
  }

  private int[] counts(int[] rows) {
    int[] counts = new int[5];
    for (int row : rows) {
      counts[labels[row]]++;
    }
    return counts;
  }
}
