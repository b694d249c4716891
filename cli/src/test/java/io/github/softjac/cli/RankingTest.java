package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {

  @Test
  void largestComeFirst() {
    assertThat(Ranking.top(new float[] {.1f, .4f, .2f, .3f}, 3)).containsExactly(1, 3, 2);
  }

  @Test
  void tiesGoToTheLowerIndex() {
    assertThat(Ranking.top(new float[] {.25f, .25f, .25f, .25f}, 2)).containsExactly(0, 1);
  }

  @Test
  void moreThanThereAreGivesAll() {
    assertThat(Ranking.top(new float[] {.4f, .6f}, 5)).containsExactly(1, 0);
  }

  @Test
  void agreesWithSorting() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      float[] values = new float[1 + random.nextInt(20)];
      for (int k = 0; k < values.length; k++) {
        values[k] = random.nextInt(8);
      }
      int n = 1 + random.nextInt(values.length);
      int[] sorted =
          IntStream.range(0, values.length)
              .boxed()
              .sorted((a, b) -> Float.compare(values[b], values[a]))
              .mapToInt(Integer::intValue)
              .limit(n)
              .toArray();
      assertThat(Ranking.top(values, n)).containsExactly(sorted);
    }
  }
}
