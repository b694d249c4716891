package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import io.github.softjac.softmax.Softmax;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
}
