package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.softmax.Softmax;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gumbel noise, the draw by its maximum, and the relaxed draw with its derivative.
final class GumbelTest {

  private static final double[] Z = {0.3, -1.2, 2.1, 0.3, 1.4, -0.5, 0.9, 2.0};
  private static final int DRAWS = 200_000;
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void noiseHasTheMeanAndVarianceOfTheGumbelDistribution() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double g = SeededNoise.gumbel(17, i);
      sum += g;
      squares += g * g;
    }
    double mean = sum / DRAWS;
    assertThat(mean).isEqualTo(0.5772156649, within(0.012));
    assertThat(squares / DRAWS - mean * mean).isEqualTo(Math.PI * Math.PI / 6, within(0.04));
  }

  @Test
  void noiseIsFiniteForEveryBitPattern() {
    for (long bits : new long[] {0, -1}) {
      RandomGenerator extreme = () -> bits;
      assertThat(SeededNoise.gumbel(extreme)).isBetween(-3.7, 36.8);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void gumbelMaxFollowsSoftmax(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    long[] counts = new long[Z.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[GumbelMax.sample(Z, random)]++;
    }
    assertThat(ChiSquare.deviation(counts, Softmax.of(Z))).isBetween(-4.0, 4.0);
  }

  @Test
  void gumbelMaxOfSeedsInARowFollowsSoftmax() {
    long[] counts = new long[Z.length];
    for (long seed = 0; seed < DRAWS; seed++) {
      counts[GumbelMax.sample(Z, seed)]++;
    }
    assertThat(ChiSquare.deviation(counts, Softmax.of(Z))).isBetween(-4.0, 4.0);
  }

  @Test
  void gumbelMaxNeverDrawsMinusInfinityAndAlwaysPlusInfinity() {
    for (long seed = 0; seed < 2000; seed++) {
      assertThat(GumbelMax.sample(new double[] {-INFINITY, 0, -INFINITY, 0}, seed)).isIn(1, 3);
      assertThat(GumbelMax.sample(new float[] {9, Float.POSITIVE_INFINITY}, seed)).isEqualTo(1);
    }
  }

  @Test
  void gumbelMaxOfARowInsideAnArrayIsThatOfTheRow() {
    double[] z = {NAN, 0, 1, 2, NAN};
    for (long seed = 0; seed < 50; seed++) {
      assertThat(GumbelMax.sample(z, 1, 3, seed))
          .isEqualTo(GumbelMax.sample(new float[] {0, 1, 2}, seed));
    }
  }

  @Test
  void gumbelSoftmaxIsSoftmaxOfNoisyLogits() {
    double[] z = new double[16];
    System.arraycopy(Z, 0, z, 0, 8);
    double[] y = new double[16];
    GumbelSoftmax.of(0.5).forward(z, y, 2, 8, 23);
    double[] noisy = new double[16];
    for (int k = 0; k < 16; k++) {
      noisy[k] = (z[k] + SeededNoise.gumbel(23, k)) / 0.5;
    }
    double[] expected = new double[16];
    Softmax.forward(noisy, expected, 2, 8);
    assertThat(y).containsExactly(expected, within(1e-14));
  }

  @Test
  void floatResultsAreTheDoubleOnesRounded() {
    double[] y = new double[8];
    float[] floats = new float[8];
    float[] z = new float[8];
    double[] same = new double[8];
    for (int k = 0; k < 8; k++) {
      z[k] = (float) Z[k];
      same[k] = z[k];
    }
    GumbelSoftmax.of(0.3).forward(same, y, 1, 8, 5);
    GumbelSoftmax.of(0.3).forward(z, floats, 1, 8, 5);
    for (int k = 0; k < 8; k++) {
      assertThat(floats[k]).isEqualTo((float) y[k]);
    }
  }

  @Test
  void oneHotIsTheGumbelMaxDrawOfTheSameSeed() {
    for (long seed = 0; seed < 50; seed++) {
      double[] oneHot = new double[8];
      GumbelSoftmax.of(0.7).forward(Z, new double[8], oneHot, 1, 8, seed);
      double[] expected = new double[8];
      expected[GumbelMax.sample(Z, seed)] = 1;
      assertThat(oneHot).as("seed %d", seed).containsExactly(expected);
    }
  }

  @Test
  void oneHotComesBesideTheSameRelaxedDraw() {
    double[] y = new double[8];
    double[] besides = new double[8];
    GumbelSoftmax.of(0.7).forward(Z, y, 1, 8, 3);
    GumbelSoftmax.of(0.7).forward(Z, besides, new double[8], 1, 8, 3);
    assertThat(besides).containsExactly(y);
  }

  @Test
  void coldRelaxedDrawsAreOneHot() {
    double[] y = new double[8];
    double[] oneHot = new double[8];
    GumbelSoftmax.of(Double.MIN_NORMAL).forward(Z, y, oneHot, 1, 8, 3);
    assertThat(y).containsExactly(oneHot);
  }

  @Test
  void forwardWorksInPlace() {
    double[] y = new double[8];
    GumbelSoftmax.of(0.7).forward(Z, y, 2, 4, 3);
    double[] z = Z.clone();
    GumbelSoftmax.of(0.7).forward(z, z, 2, 4, 3);
    assertThat(z).containsExactly(y);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 3})
  void backwardIsTheDerivativeWithTheNoiseHeldFixed(double tau) {
    GumbelSoftmax relaxed = GumbelSoftmax.of(tau);
    double[] dy = {1, -2, 0.5, 3, 0.25, -1, 2, 0.75};
    double[] y = new double[8];
    double[] dz = new double[8];
    relaxed.forward(Z, y, 2, 4, 99);
    relaxed.backward(y, dy, dz, 2, 4);
    double[] numeric =
        FiniteDifferences.gradient(
            at -> {
              double[] moved = new double[8];
              relaxed.forward(at, moved, 2, 4, 99);
              double sum = 0;
              for (int k = 0; k < 8; k++) {
                sum += moved[k] * dy[k];
              }
              return sum;
            },
            Z.clone(),
            1.0 / 64);
    assertThat(dz).containsExactly(numeric, within(1e-10));
  }

  @Test
  void floatBackwardIsTheDoubleOneRounded() {
    float[] dz = new float[4];
    GumbelSoftmax.of(4)
        .backward(new float[] {0.25f, 0.25f, 0.5f, 0}, new float[] {1, 2, 3, Float.NaN}, dz, 1, 4);
    assertThat(dz).containsExactly(-0.078125f, -0.015625f, 0.09375f, 0);
  }

  @Test
  void specialRowsAreThoseOfSoftmax() {
    double[] z = {NAN, 0, -INFINITY, 0, -INFINITY, -INFINITY, INFINITY, 0, INFINITY, INFINITY};
    double[] y = new double[10];
    double[] oneHot = new double[10];
    GumbelSoftmax.of(1e-300).forward(z, y, oneHot, 5, 2, 1);
    assertThat(y).containsExactly(NAN, NAN, 0, 1, NAN, NAN, 1, 0, NAN, NAN);
    assertThat(oneHot).containsExactly(NAN, NAN, 0, 1, NAN, NAN, 1, 0, NAN, NAN);
  }

  @Test
  void noRowsAreNothingToDo() {
    double[] y = {9};
    GumbelSoftmax.of(1).forward(new double[0], y, 0, 3, 1);
    GumbelSoftmax.of(1).backward(y, y, y, 0, 3);
    assertThat(y).containsExactly(9);
  }

  @Test
  void tauCanBeAskedFor() {
    assertThat(GumbelSoftmax.of(0.25).tau()).isEqualTo(0.25);
  }
}
