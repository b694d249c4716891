package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every form of every draw refuses what does not fit before it draws or writes, and writes all of
/// what it is asked for.
final class ShapesOfDrawsTest {

  private static final RandomGenerator RANDOM = new SplittableRandom(1);
  private static final float[] Z = {1, 2, 3};
  private static final double[] WIDE = {1, 2, 3};

  static Stream<Sampler> samplers() {
    return Stream.of(Sampler.create(), Sampler.create().temperature(0), Sampler.create().topK(2));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void rowsBeyondTheArrayAreRefusedByASampler(Sampler sampler) {
    refused(() -> sampler.sample(Z, 1, 3, 1));
    refused(() -> sampler.sample(WIDE, 1, 3, 1));
    refused(() -> sampler.sample(Z, 1, 3, RANDOM));
    refused(() -> sampler.sample(WIDE, 1, 3, RANDOM));
    refused(() -> sampler.sample(Z, 0, 0, 1));
    refused(() -> sampler.sample(WIDE, 0, 0, 1));
    refused(() -> sampler.sample(Z, 0, 0, RANDOM));
    refused(() -> sampler.sample(WIDE, 0, 0, RANDOM));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void batchesThatDoNotFitAreRefusedAndWriteNothing(Sampler sampler) {
    int[] indices = {9, 9};
    refused(() -> sampler.sample(Z, indices, 2, 2, RANDOM));
    refused(() -> sampler.sample(WIDE, indices, 2, 2, RANDOM));
    refused(() -> sampler.sample(Z, indices, 3, 1, RANDOM));
    refused(() -> sampler.sample(WIDE, indices, 3, 1, RANDOM));
    assertThat(indices).containsOnly(9);
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void probabilitiesFillAllOfTheRowAndNothingElse(Sampler sampler) {
    refused(() -> sampler.probabilities(Z, new double[2]));
    refused(() -> sampler.probabilities(WIDE, new double[2]));
    refused(() -> sampler.probabilities(new float[0], new double[2]));
    refused(() -> sampler.probabilities(new double[0], new double[2]));
    for (boolean inFloat : new boolean[] {true, false}) {
      double[] y = {9, 9, 9, 9};
      if (inFloat) {
        sampler.probabilities(Z, y);
      } else {
        sampler.probabilities(WIDE, y);
      }
      assertThat(Arrays.stream(y, 0, 3).sum()).isBetween(1 - 1e-15, 1 + 1e-15);
      assertThat(y[3]).isEqualTo(9);
    }
  }

  @Test
  void rowsBeyondTheArrayAreRefusedByGumbelMax() {
    refused(() -> GumbelMax.sample(Z, 1, 3, 1));
    refused(() -> GumbelMax.sample(WIDE, 1, 3, 1));
    refused(() -> GumbelMax.sample(Z, 1, 3, RANDOM));
    refused(() -> GumbelMax.sample(WIDE, 1, 3, RANDOM));
    refused(() -> GumbelMax.sample(Z, 0, 0, 1));
    refused(() -> GumbelMax.sample(WIDE, 0, 0, RANDOM));
    refused(() -> GumbelMax.sample(WIDE, 0, 0, 1));
    refused(() -> GumbelMax.sample(Z, 0, 0, RANDOM));
  }

  @Test
  void everyArrayOfGumbelSoftmaxIsLookedAtFirst() {
    GumbelSoftmax relaxed = GumbelSoftmax.of(1);
    float[] y = {9, 9, 9};
    double[] wideY = {9, 9, 9};
    float[] two = {7, 7};
    double[] wideTwo = {7, 7};
    refused("z has 2", () -> relaxed.forward(two, y, 1, 3, 1));
    refused("y has 2", () -> relaxed.forward(Z, two, 1, 3, 1));
    refused("z has 2", () -> relaxed.forward(wideTwo, wideY, 1, 3, 1));
    refused("y has 2", () -> relaxed.forward(WIDE, wideTwo, 1, 3, 1));
    refused("z has 2", () -> relaxed.forward(two, y, new float[3], 1, 3, 1));
    refused("y has 2", () -> relaxed.forward(Z, two, new float[3], 1, 3, 1));
    refused("oneHot has 2", () -> relaxed.forward(Z, y, two, 1, 3, 1));
    refused("z has 2", () -> relaxed.forward(wideTwo, wideY, new double[3], 1, 3, 1));
    refused("y has 2", () -> relaxed.forward(WIDE, wideTwo, new double[3], 1, 3, 1));
    refused("oneHot has 2", () -> relaxed.forward(WIDE, wideY, wideTwo, 1, 3, 1));
    refused("oneHot is y", () -> relaxed.forward(Z, y, y, 1, 3, 1));
    refused("oneHot is y", () -> relaxed.forward(WIDE, wideY, wideY, 1, 3, 1));
    assertThat(y).containsOnly(9);
    assertThat(wideY).containsOnly(9);
    assertThat(two).containsOnly(7);
    assertThat(wideTwo).containsOnly(7);
  }

  @Test
  void theEndsOfTheSettingsAreAllowed() {
    assertThat(GumbelSoftmax.of(Double.MIN_NORMAL).tau()).isEqualTo(Double.MIN_NORMAL);
    assertThat(GumbelSoftmax.of(Double.MAX_VALUE).tau()).isEqualTo(Double.MAX_VALUE);
    assertThat(Sampler.create().topP(1).sample(WIDE, 3)).isBetween(0, 2);
    assertThat(Sampler.create().temperature(Double.MAX_VALUE).sample(WIDE, 3)).isBetween(0, 2);
  }

  /// With τ this small the largest noisy logit has all, whatever its size.
  @Test
  void aSmallTauDoesNotOverflow() {
    double[] y = new double[3];
    GumbelSoftmax.of(1e-300).forward(new double[] {1e5, 2e5, -3e5}, y, 1, 3, 1);
    assertThat(y).containsExactly(0, 1, 0);
  }

  private static void refused(ThrowingCallable call) {
    refused("", call);
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
