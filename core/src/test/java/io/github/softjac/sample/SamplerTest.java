package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is drawn, and how often.
final class SamplerTest {

  private static final float[] Z = {0.3f, -1.2f, 2.1f, 0.3f, 1.4f, -0.5f, 0.9f, 2.0f};
  private static final int DRAWS = 200_000;

  /// The classes that seeds 0, 1, 2 … draw from [#Z].
  private static final int[] PINNED = {6, 2, 3, 7, 6, 7, 6, 7, 2, 7, 2, 4};

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void drawsFollowSoftmax(long seed) {
    assertThat(deviation(Sampler.create(), seed, Softmax.of(widen(Z)))).isBetween(-4.0, 4.0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.25, 0.7, 3})
  void drawsFollowSoftmaxOfTheTemperature(double temperature) {
    double[] scaled = widen(Z);
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] /= temperature;
    }
    assertThat(deviation(Sampler.create().temperature(temperature), 4, Softmax.of(scaled)))
        .isBetween(-4.0, 4.0);
  }

  @Test
  void seedsInARowAreIndependentDraws() {
    Sampler sampler = Sampler.create();
    long[] counts = new long[Z.length];
    for (long seed = 0; seed < DRAWS; seed++) {
      counts[sampler.sample(Z, seed)]++;
    }
    assertThat(ChiSquare.deviation(counts, Softmax.of(widen(Z)))).isBetween(-4.0, 4.0);
  }

  @Test
  void topKDrawsFromTheLargestInTheirProportions() {
    float minus = Float.NEGATIVE_INFINITY;
    double[] p = Softmax.of(widen(new float[] {minus, minus, 2.1f, minus, 1.4f, minus, minus, 2f}));
    assertThat(deviation(Sampler.create().topK(3), 5, p)).isBetween(-4.0, 4.0);
  }

  @Test
  void topPDrawsFromTheNucleusInItsProportions() {
    Sampler sampler = Sampler.create().topP(0.6).temperature(2);
    double[] p = new double[Z.length];
    sampler.probabilities(Z, p);
    assertThat(deviation(sampler, 6, p)).isBetween(-4.0, 4.0);
  }

  @Test
  void probabilitiesWithoutRestrictionAreSoftmax() {
    double[] p = new double[Z.length];
    Sampler.create().probabilities(Z, p);
    assertThat(p).containsExactly(Softmax.of(widen(Z)), within(1e-15));
  }

  @Test
  void topKOfAllIsNoRestriction() {
    double[] p = new double[Z.length];
    Sampler.create().topK(Z.length).probabilities(Z, p);
    assertThat(p).containsExactly(Softmax.of(widen(Z)), within(1e-15));
  }

  @Test
  void topKBreaksTiesByIndexAndKeepsNoMore() {
    assertThat(kept(Sampler.create().topK(2), 1, 5, 1, 1))
        .containsExactly(true, true, false, false);
  }

  @Test
  void topPKeepsWhatReachesPExactly() {
    assertThat(kept(Sampler.create().topP(0.5), 7, 7, 7, 7))
        .containsExactly(true, true, false, false);
  }

  @Test
  void topPKeepsTheClassThatCrossesP() {
    assertThat(kept(Sampler.create().topP(0.51), 7, 7, 7, 7))
        .containsExactly(true, true, true, false);
  }

  @Test
  void topPOfAlmostNothingKeepsTheMostProbable() {
    assertThat(kept(Sampler.create().topP(Double.MIN_VALUE), 1, 3, 2))
        .containsExactly(false, true, false);
  }

  @Test
  void topPIsTakenOfWhatTopKLeaves() {
    // Of two equal classes one reaches half; of all four it would take two.
    assertThat(kept(Sampler.create().topK(2).topP(0.5), 7, 7, 7, 7))
        .containsExactly(true, false, false, false);
  }

  @Test
  void topPComesAfterTheTemperature() {
    // At temperature 1 the first has 0.88 of the row, at 100 about half.
    assertThat(kept(Sampler.create().topP(0.8), 2, 0)).containsExactly(true, false);
    assertThat(kept(Sampler.create().topP(0.8).temperature(100), 2, 0)).containsExactly(true, true);
  }

  @Test
  void nucleusIsTheSmallestPrefixOfTheSortedRow() {
    RandomGenerator random = new SplittableRandom(8);
    for (int round = 0; round < 200; round++) {
      int classes = random.nextInt(1, 60);
      float[] z = new float[classes];
      for (int k = 0; k < classes; k++) {
        z[k] = random.nextInt(12) / 2f;
      }
      double p = random.nextDouble(0.05, 0.99);
      int topK = random.nextInt(1, 70);
      boolean[] expected = nucleus(z, topK, p);
      assertThat(kept(Sampler.create().topK(topK).topP(p), z))
          .as("round %d: %d classes, top-k %d, top-p %s", round, classes, topK, p)
          .containsExactly(expected);
    }
  }

  @Test
  void temperatureZeroIsTheFirstLargest() {
    Sampler greedy = Sampler.create().temperature(0).topK(3).topP(0.5);
    assertThat(greedy.sample(new float[] {1, 3, 2, 3}, 9)).isEqualTo(1);
    assertThat(greedy.sample(new double[] {1, 3, 2, 3}, new SplittableRandom(9))).isEqualTo(1);
    assertThat(greedy.sample(new float[] {-INFINITY, INFINITY, INFINITY}, 9)).isEqualTo(1);
    double[] p = new double[4];
    greedy.probabilities(new float[] {1, 3, 2, 3}, p);
    assertThat(p).containsExactly(0, 1, 0, 0);
  }

  @Test
  void theSmallestTemperatureIsStillFinite() {
    Sampler cold = Sampler.create().temperature(Double.MIN_VALUE);
    assertThat(cold.sample(new float[] {1, 3, 2}, 9)).isEqualTo(1);
    assertThat(cold.sample(new double[] {-1e300, 1e300}, 9)).isEqualTo(1);
  }

  @Test
  void topOneIsTheArgmaxEvenAmongNeighboursInDouble() {
    double[] z = {0.1, Math.nextUp(0.1), 0.1};
    for (long seed = 0; seed < 20; seed++) {
      assertThat(Sampler.create().topK(1).sample(z, seed)).isEqualTo(1);
    }
  }

  @Test
  void minusInfinityIsNeverDrawn() {
    float[] z = {-INFINITY, 0, -INFINITY, 0, -INFINITY};
    for (Sampler sampler :
        new Sampler[] {Sampler.create(), Sampler.create().topK(4), Sampler.create().topP(0.99)}) {
      for (long seed = 0; seed < 2000; seed++) {
        assertThat(sampler.sample(z, seed)).isIn(1, 3);
      }
    }
  }

  @Test
  void theEndsOfTheUniformNumberStayInTheRow() {
    float[] z = {-INFINITY, 0, 1, -INFINITY};
    for (Sampler sampler : new Sampler[] {Sampler.create(), Sampler.create().topK(3)}) {
      assertThat(sampler.sample(z, constant(0))).isIn(1, 2);
      assertThat(sampler.sample(z, constant(Math.nextDown(1.0)))).isIn(1, 2);
    }
  }

  @Test
  void plusInfinityIsDrawnForCertain() {
    assertThat(Sampler.create().sample(new float[] {5, INFINITY, Float.MAX_VALUE}, 3)).isEqualTo(1);
    assertThat(Sampler.create().topP(0.5).sample(new double[] {5, 1.0 / 0}, 3)).isEqualTo(1);
  }

  @Test
  void theSameSeedDrawsTheSame() {
    Sampler sampler = Sampler.create().topP(0.95);
    int[] once = new int[100];
    int[] again = new int[100];
    for (int i = 0; i < 100; i++) {
      once[i] = sampler.sample(Z, i);
      again[i] = sampler.sample(widen(Z), i);
    }
    assertThat(again).containsExactly(once);
  }

  @Test
  void seedsDrawTheSameOnEveryMachine() {
    int[] drawn = new int[12];
    for (int seed = 0; seed < drawn.length; seed++) {
      drawn[seed] = Sampler.create().sample(Z, seed);
    }
    assertThat(drawn).containsExactly(PINNED);
  }

  @Test
  void aDrawAsksForOneNumber() {
    SplittableRandom random = new SplittableRandom(7);
    SplittableRandom twin = new SplittableRandom(7);
    Sampler.create().topK(2).sample(Z, random);
    twin.nextDouble();
    assertThat(random.nextLong()).isEqualTo(twin.nextLong());
  }

  @Test
  void aRowInsideAnArrayIsDrawnByItsOwnClasses() {
    float[] z = {Float.NaN, 0, 9, 0, Float.NaN};
    assertThat(Sampler.create().temperature(0).sample(z, 1, 3, 5)).isEqualTo(1);
    assertThat(Sampler.create().topK(1).sample(z, 1, 3, new SplittableRandom(1))).isEqualTo(1);
  }

  @Test
  void aBatchIsOneDrawARowInOrder() {
    float[] z = {1, 2, 3, 3, 2, 1, 0, 0, 0};
    int[] indices = new int[3];
    Sampler.create().sample(z, indices, 3, 3, new SplittableRandom(11));
    RandomGenerator twin = new SplittableRandom(11);
    for (int row = 0; row < 3; row++) {
      assertThat(indices[row]).isEqualTo(Sampler.create().sample(z, row * 3, 3, twin));
    }
  }

  @Test
  void settingsNeverChangeTheObjectTheyAreAskedOf() {
    Sampler sampler = Sampler.create();
    assertThat(sampler.temperature(0.5).topK(3).topP(0.9))
        .hasToString("temperature 0.5, top-k 3, top-p 0.9");
    assertThat(sampler).hasToString("temperature 1.0");
  }

  private static double deviation(Sampler sampler, long seed, double[] p) {
    RandomGenerator random = new SplittableRandom(seed);
    long[] counts = new long[Z.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.sample(Z, random)]++;
    }
    return ChiSquare.deviation(counts, p);
  }

  private static boolean[] kept(Sampler sampler, float... z) {
    double[] p = new double[z.length];
    sampler.probabilities(z, p);
    boolean[] kept = new boolean[z.length];
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      kept[k] = p[k] > 0;
      sum += p[k];
    }
    assertThat(sum).isEqualTo(1, within(1e-12));
    return kept;
  }

  /// By sorting, the definition word by word.
  private static boolean[] nucleus(float[] z, int topK, double p) {
    double[] y = Softmax.of(widen(z));
    Integer[] order = new Integer[z.length];
    for (int k = 0; k < z.length; k++) {
      order[k] = k;
    }
    Arrays.sort(order, (a, b) -> Float.compare(z[b], z[a]));
    int most = Math.min(topK, z.length);
    double total = 0;
    for (int i = 0; i < most; i++) {
      total += y[order[i]];
    }
    boolean[] kept = new boolean[z.length];
    double reached = 0;
    for (int i = 0; i < most && reached < p * total; i++) {
      kept[order[i]] = true;
      reached += y[order[i]];
    }
    return kept;
  }

  private static RandomGenerator constant(double uniform) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return uniform;
      }
    };
  }

  private static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }
}
