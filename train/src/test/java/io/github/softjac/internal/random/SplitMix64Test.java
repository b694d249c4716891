package io.github.softjac.internal.random;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SplitMix64Test {

  @Test
  void seedZeroGivesThePublishedSequence() {
    SplitMix64 random = new SplitMix64(0);
    assertThat(random.nextLong()).isEqualTo(0xE220A8397B1DCDAFL);
    assertThat(random.nextLong()).isEqualTo(0x6E789E6AA1B965F4L);
    assertThat(random.nextLong()).isEqualTo(0x06C45D188009454FL);
  }

  @Test
  void generatorGoesOnFromItsState() {
    SplitMix64 random = new SplitMix64(42);
    random.nextLong();
    assertThat(new SplitMix64(random.state()).nextLong()).isEqualTo(random.nextLong());
  }

  @Test
  void integersBelowABoundAreEquallyLikely() {
    SplitMix64 random = new SplitMix64(5);
    int[] counts = new int[7];
    for (int i = 0; i < 70_000; i++) {
      counts[random.nextInt(7)]++;
    }
    for (int count : counts) {
      assertThat(count).isBetween(9_600, 10_400);
    }
  }

  @Test
  void floatsFillTheirRangeEvenly() {
    SplitMix64 random = new SplitMix64(5);
    double sum = 0;
    float least = 0;
    float most = 0;
    for (int i = 0; i < 10_000; i++) {
      float value = random.nextFloat(0.5f);
      sum += value;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    assertThat(sum / 10_000).isBetween(-0.01, 0.01);
    assertThat(least).isBetween(-0.5f, -0.499f);
    assertThat(most).isBetween(0.499f, 0.5f);
  }

  @Test
  void shuffleKeepsEveryElement() {
    int[] values = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    new SplitMix64(1).shuffle(values);
    assertThat(values)
        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
        .isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }
}
