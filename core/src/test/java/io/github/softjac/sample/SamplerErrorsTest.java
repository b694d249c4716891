package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Settings and rows that are refused.
final class SamplerErrorsTest {

  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, INFINITY})
  void temperaturesThatAreNoneAreRefused(double temperature) {
    refused(
        () -> Sampler.create().temperature(temperature),
        "temperature is " + temperature + ": it must be finite and 0 or more");
  }

  @Test
  void topKBelowOneIsRefused() {
    refused(() -> Sampler.create().topK(0), "topK is 0: it must be 1 or more");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
  void topPOutsideItsRangeIsRefused(double p) {
    refused(() -> Sampler.create().topP(p), "topP is " + p + ": it must be above 0 and at most 1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, INFINITY, Double.NaN, Double.MIN_VALUE})
  void tauThatIsNoneIsRefused(double tau) {
    refused(
        () -> GumbelSoftmax.of(tau),
        "tau is " + tau + ": it must be finite and above 0, at least 2⁻¹⁰²²");
  }

  @Test
  void aRowWithANanIsRefusedByItsIndex() {
    double[] z = {1, 2, Double.NaN};
    String message = "z[2] is NaN: logits are numbers or −∞, which is never drawn";
    refused(() -> Sampler.create().sample(z, 1), message);
    refused(() -> Sampler.create().topP(0.5).sample(z, 1, 2, 1), message);
    refused(() -> Sampler.create().temperature(0).sample(z, 1), message);
    refused(() -> Sampler.create().probabilities(z, new double[3]), message);
    refused(() -> GumbelMax.sample(z, 1), message);
    refused(() -> GumbelMax.sample(new float[] {1, 2, Float.NaN}, 1), message);
  }

  @Test
  void aRowOfNothingButMinusInfinityIsRefused() {
    double[] z = {1, -INFINITY, -INFINITY};
    String message = "z[1..2] is −∞ throughout: there is nothing to draw";
    refused(() -> Sampler.create().sample(z, 1, 2, 1), message);
    refused(() -> Sampler.create().temperature(0).sample(z, 1, 2, 1), message);
    refused(() -> GumbelMax.sample(z, 1, 2, new SplittableRandom(1)), message);
  }

  @Test
  void severalPlusInfinitiesAreRefused() {
    double[] z = {0, INFINITY, 0, INFINITY};
    String message = "z[1] and z[3] are +∞: at most one may be";
    refused(() -> Sampler.create().sample(z, 1), message);
    refused(() -> GumbelMax.sample(z, 1), message);
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    float[] z = new float[5];
    refused(
        () -> Sampler.create().sample(new float[0], 1),
        "classes is 0: there is nothing to draw from less than 1 class");
    refused(() -> Sampler.create().sample(z, -1, 3, 1), "offset is -1: it must be 0 or more");
    refused(
        () -> GumbelMax.sample(z, 3, 3, 1),
        "z has 5 elements: a row of 3 classes from index 3 needs 6");
    refused(
        () -> Sampler.create().sample(z, new int[2], 2, 3, new SplittableRandom(1)),
        "z has 5 elements: 2 rows × 3 classes need 6");
    refused(
        () -> Sampler.create().sample(z, new int[1], 2, 2, new SplittableRandom(1)),
        "indices has 1 elements: 2 rows need one each");
    refused(
        () -> Sampler.create().probabilities(z, new double[4]),
        "y has 4 elements: 1 rows × 5 classes need 5");
  }

  @Test
  void shortArraysOfGumbelSoftmaxAreNamed() {
    GumbelSoftmax relaxed = GumbelSoftmax.of(1);
    float[] less = new float[5];
    String need = " has 5 elements: 2 rows × 3 classes need 6";
    refused(() -> relaxed.forward(less, new float[6], 2, 3, 1), "z" + need);
    refused(() -> relaxed.forward(new float[6], less, 2, 3, 1), "y" + need);
    refused(() -> relaxed.forward(new float[6], new float[6], less, 2, 3, 1), "oneHot" + need);
    refused(() -> relaxed.backward(new float[6], less, new float[6], 2, 3), "dy" + need);
  }

  @Test
  void oneHotOverYIsRefused() {
    double[] y = new double[3];
    refused(
        () -> GumbelSoftmax.of(1).forward(new double[3], y, y, 1, 3, 1),
        "oneHot is y: backward needs y, so they are two arrays");
  }

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
