package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FoldsTest {

  private static final int[] LABELS =
      new SplittableRandom(1).ints(1003, 0, 40).map(label -> label % 7).toArray();

  @Test
  void foldsAndTheirSharesOfEachClassDifferByOneRowAtMost() {
    int[] foldOf = Folds.of(LABELS, 7, 5, 3);
    int[] sizes = new int[5];
    int[][] ofClass = new int[7][5];
    for (int row = 0; row < LABELS.length; row++) {
      sizes[foldOf[row]]++;
      ofClass[LABELS[row]][foldOf[row]]++;
    }
    assertEven(sizes);
    for (int[] counts : ofClass) {
      assertEven(counts);
    }
  }

  private static void assertEven(int[] counts) {
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (int count : counts) {
      least = Math.min(least, count);
      most = Math.max(most, count);
    }
    assertThat(most - least).isLessThanOrEqualTo(1);
  }

  @Test
  void seedDecides() {
    assertThat(Folds.of(LABELS, 7, 5, 3)).containsExactly(Folds.of(LABELS, 7, 5, 3));
    assertThat(Folds.of(LABELS, 7, 5, 3)).isNotEqualTo(Folds.of(LABELS, 7, 5, 4));
  }
}
