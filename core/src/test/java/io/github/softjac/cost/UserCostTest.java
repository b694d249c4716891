package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.softmax.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a cost of one method inherits: the chain rule, the double form, batches.
final class UserCostTest {

  /// `L = Σ t_k (1 − y_k)²`: not in the catalogue.
  static final Cost MISSED_SHARE =
      (y, t, dy) -> {
        double loss = 0;
        for (int k = 0; k < y.length; k++) {
          double missed = 1.0 - y[k];
          loss += t[k] * missed * missed;
          dy[k] = (float) (-2 * t[k] * missed);
        }
        return loss;
      };

  @ParameterizedTest
  @EnumSource
  void gradientByTheLogitsIsTheChainRule(Form form) {
    RandomRows random = new RandomRows(91);
    double[] z = random.normal(9, 2, 0);
    double[] t = random.distribution(9);
    double[] dy = new double[9];
    double[] y = form.softmax(z);
    double lossOfOutputs = form.gradient(MISSED_SHARE, y, t, dy);
    double[] dz = new double[9];
    double loss = form.logitGradient(MISSED_SHARE, z, t, new double[9], dz);
    assertThat(loss).isEqualTo(lossOfOutputs);
    assertThat(dz).containsExactly(form.softmaxBackward(y, dy));
  }

  @Test
  void doubleFormIsTheFloatFormOfRoundedArguments() {
    double[] y = {0.1, 0.2, 0.7};
    double[] t = {0.3, 0.3, 0.4};
    double[] dy = new double[3];
    float[] dyFloat = new float[3];
    double loss = MISSED_SHARE.gradient(y, t, dy);
    double lossInFloat =
        MISSED_SHARE.gradient(
            new float[] {0.1f, 0.2f, 0.7f}, new float[] {0.3f, 0.3f, 0.4f}, dyFloat);
    assertThat(loss).isEqualTo(lossInFloat);
    assertThat(dy).containsExactly(dyFloat[0], dyFloat[1], dyFloat[2]);
  }

  @Test
  void batchesComeWithIt() {
    float[] z = {1, 2, 3, 4};
    float[] t = {1, 0, 0, 1};
    float[] dz = new float[4];
    double mean = MISSED_SHARE.meanLogitGradient(z, t, new float[] {1, 3}, dz, 2, 2);
    double first = 1 - Softmax.of(1.0, 2.0)[0];
    double second = 1 - Softmax.of(3.0, 4.0)[1];
    assertThat(mean).isEqualTo((first * first + 3 * second * second) / 4, within(4 * 0x1p-24));
    assertThat(dz[0]).isEqualTo(-dz[1], within(0x1p-24f)).isNegative();
    assertThat(dz[2]).isEqualTo(-dz[3], within(0x1p-24f)).isPositive();
  }

  /// `L = Σ t_k (1 − √(1 − y_k))`: without a derivative at 1.
  private static final class EndsAtOne implements Cost {
    @Override
    public double gradient(float[] y, float[] t, float[] dy) {
      throw new AssertionError("the double form is there");
    }

    @Override
    public double gradient(double[] y, double[] t, double[] dy) {
      double loss = 0;
      for (int k = 0; k < y.length; k++) {
        double root = Math.sqrt(1 - y[k]);
        loss += t[k] * (1 - root);
        dy[k] = t[k] / (2 * root);
      }
      return loss;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.5, 0.51, 0.75, 0.9, 0.9375})
  void theProductByDifferencesKeepsAwayFromBothEndsOfAnOutput(double y) {
    double[] gu = new double[2];
    for (double u : new double[] {1, -3}) {
      new EndsAtOne()
          .hessianProduct(new double[] {y, 1 - y}, new double[] {1, 0}, new double[] {u, 0}, gu);
      double expected = u / (4 * (1 - y) * Math.sqrt(1 - y));
      assertThat(gu[0]).isEqualTo(expected, within(2e-10 * Math.abs(expected)));
      assertThat(gu[1]).isEqualTo(0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 4, 8})
  void theProductByDifferencesAlongSoftmaxIsRightNextToOneHot(double lead) {
    double[] y = Softmax.of(lead, 0.0, 0.5, -1.0);
    double[] v = new RandomRows(92).normal(4, 1, 0);
    double mean = 0;
    for (int k = 0; k < 4; k++) {
      mean += y[k] * v[k];
    }
    double[] u = new double[4];
    double[] expected = new double[4];
    for (int k = 0; k < 4; k++) {
      u[k] = y[k] * (v[k] - mean);
      expected[k] = u[k] / (4 * Math.pow(1 - y[k], 1.5));
    }
    double[] gu = new double[4];
    new EndsAtOne().hessianProduct(y, new double[] {1, 1, 1, 1}, u, gu);
    double largest = 0;
    for (double one : expected) {
      largest = Math.max(largest, Math.abs(one));
    }
    assertThat(gu).containsExactly(expected, within(1e-9 * largest));
  }
}
