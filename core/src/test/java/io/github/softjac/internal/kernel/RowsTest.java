package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The borders of what one array can hold. Such arrays would take 8 GB, so what is tested is the
/// arithmetic.
class RowsTest {

  @Test
  void theLongestBatchIsAllowed() {
    assertThat(Rows.length(1, Rows.MOST_ELEMENTS)).isEqualTo(Rows.MOST_ELEMENTS);
    assertThat(Rows.length(Rows.MOST_ELEMENTS, 1)).isEqualTo(Rows.MOST_ELEMENTS);
  }

  @Test
  void oneElementMoreIsRefused() {
    assertThatThrownBy(() -> Rows.length(1, Rows.MOST_ELEMENTS + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("1 rows × 2147467265 classes do not fit one array: at most 2³¹ − 2¹⁴ elements");
  }

  /// From the last element, which is below the length, the loops over chunks, blocks and lanes go
  /// on by their step once more before they look whether they are at the end.
  @Test
  void noLoopOverflowsAtTheEndOfTheLongestBatch() {
    int last = Rows.MOST_ELEMENTS - 1;
    for (int step :
        new int[] {
          FloatSoftmax.CHUNK, FloatBackward.DOT_CHUNK, DoubleSoftmax.CHUNK, Workspace.BLOCK
        }) {
      assertThat(Math.addExact(last, step)).isPositive();
    }
  }
}
