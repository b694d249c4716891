package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Logits in float are drawn from as the same numbers in double are, by every method and setting.
final class FloatsDrawLikeDoublesTest {

  private static final int ROWS = 6;
  private static final int CLASSES = 5;
  private static final float[] Z = {
    0.5f,
    -1,
    2,
    2,
    0.25f, //
    3,
    3,
    3,
    3,
    3, //
    -40,
    0,
    1,
    Float.NEGATIVE_INFINITY,
    1, //
    7,
    -7,
    0,
    6.5f,
    6, //
    Float.NEGATIVE_INFINITY,
    4,
    2,
    1,
    0, //
    1,
    2,
    4,
    8,
    7
  };

  private final double[] wide = new double[Z.length];

  FloatsDrawLikeDoublesTest() {
    for (int i = 0; i < Z.length; i++) {
      wide[i] = Z[i];
    }
  }

  static Sampler[] samplers() {
    return new Sampler[] {
      Sampler.create(),
      Sampler.create().temperature(0),
      Sampler.create().temperature(0.5),
      Sampler.create().topK(2),
      Sampler.create().topP(0.8),
      Sampler.create().temperature(1.5).topK(4).topP(0.7)
    };
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void samplerBySeed(Sampler sampler) {
    for (long seed = 0; seed < 200; seed++) {
      int offset = (int) (seed % ROWS) * CLASSES;
      assertThat(sampler.sample(Z, offset, CLASSES, seed))
          .isEqualTo(sampler.sample(wide, offset, CLASSES, seed));
    }
    assertThat(sampler.sample(Z, 5)).isEqualTo(sampler.sample(wide, 5));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void samplerByGeneratorRowByRowAndInBatches(Sampler sampler) {
    int[] batch = new int[ROWS + 1];
    int[] wideBatch = new int[ROWS + 1];
    batch[ROWS] = 9;
    for (long seed = 0; seed < 40; seed++) {
      sampler.sample(Z, batch, ROWS, CLASSES, new SplittableRandom(seed));
      sampler.sample(wide, wideBatch, ROWS, CLASSES, new SplittableRandom(seed));
      SplittableRandom random = new SplittableRandom(seed);
      for (int row = 0; row < ROWS; row++) {
        assertThat(batch[row]).isEqualTo(wideBatch[row]);
        assertThat(sampler.sample(Z, row * CLASSES, CLASSES, random)).isEqualTo(batch[row]);
      }
    }
    assertThat(batch[ROWS]).as("what lies beyond the rows").isEqualTo(9);
    assertThat(sampler.sample(Z, new SplittableRandom(3)))
        .isEqualTo(sampler.sample(wide, new SplittableRandom(3)));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void probabilities(Sampler sampler) {
    double[] y = new double[Z.length];
    double[] expected = new double[Z.length];
    sampler.probabilities(Z, y);
    sampler.probabilities(wide, expected);
    assertThat(y).containsExactly(expected);
  }

  @Test
  void gumbelMaxBySeedAndByGenerator() {
    for (long seed = 0; seed < 200; seed++) {
      int offset = (int) (seed % ROWS) * CLASSES;
      assertThat(GumbelMax.sample(Z, offset, CLASSES, seed))
          .isEqualTo(GumbelMax.sample(wide, offset, CLASSES, seed));
      assertThat(GumbelMax.sample(Z, offset, CLASSES, new SplittableRandom(seed)))
          .isEqualTo(GumbelMax.sample(wide, offset, CLASSES, new SplittableRandom(seed)));
    }
    assertThat(GumbelMax.sample(Z, new SplittableRandom(1)))
        .isEqualTo(GumbelMax.sample(wide, new SplittableRandom(1)));
    assertThat(GumbelMax.sample(Z, 7)).isEqualTo(GumbelMax.sample(wide, 7));
  }

  @Test
  void gumbelSoftmaxWithItsOneHotDraw() {
    GumbelSoftmax relaxed = GumbelSoftmax.of(0.5);
    float[] y = new float[Z.length];
    float[] oneHot = new float[Z.length];
    double[] wideY = new double[Z.length];
    double[] wideOneHot = new double[Z.length];
    relaxed.forward(Z, y, oneHot, ROWS, CLASSES, 11);
    relaxed.forward(wide, wideY, wideOneHot, ROWS, CLASSES, 11);
    for (int i = 0; i < Z.length; i++) {
      assertThat(oneHot[i]).isEqualTo((float) wideOneHot[i]);
      assertThat(y[i]).isEqualTo((float) wideY[i]);
    }
    assertThat(oneHot).containsOnly(0, 1);
  }

  @Test
  void aNanRowOfGumbelSoftmaxIsNanInTheOneHotToo() {
    float[] z = {1, 2, Float.NaN, 4};
    float[] y = new float[4];
    float[] oneHot = new float[4];
    GumbelSoftmax.of(1).forward(z, y, oneHot, 2, 2, 1);
    assertThat(oneHot[0] + oneHot[1]).isEqualTo(1);
    assertThat(y).endsWith(Float.NaN, Float.NaN);
    assertThat(oneHot).endsWith(Float.NaN, Float.NaN);
  }

  /// In float what is below the smallest normal number is 0, as in softmax.
  @Test
  void gumbelSoftmaxHasNoSubnormalResults() {
    float[] y = new float[2];
    for (long seed = 0; seed < 100; seed++) {
      GumbelSoftmax.of(1).forward(new float[] {0, -88}, y, 1, 2, seed);
      assertThat(y[1] == 0 || y[1] >= Float.MIN_NORMAL).as("seed %d: %s", seed, y[1]).isTrue();
    }
  }

  @Test
  void rowsThatAreNoDistributionAreRefusedInFloatToo() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> Sampler.create().sample(new float[] {-infinity, -infinity}, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is nothing to draw");
    assertThatThrownBy(() -> GumbelMax.sample(new float[] {1, infinity, 0, infinity}, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(GumbelMax.sample(new float[] {1, infinity, 0}, 1)).isEqualTo(1);
  }
}
