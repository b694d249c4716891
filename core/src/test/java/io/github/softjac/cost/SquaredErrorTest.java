package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.ExactMath;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `L = ½ Σ (y_k − t_k)²`, the cost of the source note: values, corner cases and accuracy.
final class SquaredErrorTest {

  private static final Cost COST = new SquaredError();

  @ParameterizedTest
  @EnumSource
  void lossIsHalfTheSumOfSquares(Form form) {
    double loss =
        form.gradient(COST, new double[] {0.25, 0.25, 0.5}, new double[] {0, 0, 1}, new double[3]);
    assertThat(loss).isEqualTo(0.5 * (0.0625 + 0.0625 + 0.25));
  }

  @ParameterizedTest
  @EnumSource
  void gradientByTheOutputsIsOutputMinusTarget(Form form) {
    double[] dy = new double[3];
    form.gradient(COST, new double[] {0.25, 0.25, 0.5}, new double[] {0, 0, 1}, dy);
    assertThat(dy).containsExactly(0.25, 0.25, -0.5);
  }

  /// The example that a reader can follow by hand: y = (0.2, 0.3, 0.5), t = (0, 0, 1).
  @ParameterizedTest
  @EnumSource
  void gradientByTheLogitsAtTheExampleOfTheNote(Form form) {
    double[] z = {StrictMath.log(0.2), StrictMath.log(0.3), StrictMath.log(0.5)};
    assertThat(dz(form, z, new double[] {0, 0, 1}))
        .containsExactly(new double[] {0.064, 0.126, -0.19}, within(4 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void lossOfPerfectPredictionIsZero(Form form) {
    double[] dz = new double[2];
    double loss =
        form.logitGradient(COST, new double[] {0, 5000}, new double[] {0, 1}, new double[2], dz);
    assertThat(loss).isEqualTo(0, within(form.unit * form.unit));
    assertThat(dz).containsExactly(new double[] {0, 0}, within(form.unit * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void lossOfTheWorstPredictionIsOne(Form form) {
    assertThat(
            form.logitGradient(
                COST, new double[] {0, 5000}, new double[] {1, 0}, new double[2], new double[2]))
        .isEqualTo(1, within(2 * form.unit));
  }

  @ParameterizedTest
  @EnumSource
  void gradientIsZeroWhereTheOutputIsTheTarget(Form form) {
    assertThat(dz(form, new double[] {7, 7, 7, 7}, new double[] {0.25, 0.25, 0.25, 0.25}))
        .containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void gradientVanishesWhereTheModelIsSureAndWrong(Form form) {
    assertThat(dz(form, new double[] {0, 5000}, new double[] {1, 0}))
        .containsExactly(new double[] {0, 0}, within(2 * form.unit));
  }

  /// In double, to 1e-12 of the row's largest entry, for 1 to 50 classes.
  @Test
  void gradientByTheLogitsAgreesWithExactArithmetic() {
    RandomRows random = new RandomRows(81);
    for (int row = 0; row < 1000; row++) {
      int classes = 1 + row % 50;
      double[] z = random.normalDoubles(classes, random.real(0.1, 3), 0);
      double[] t = row % 2 == 0 ? random.oneHot(classes) : random.distribution(classes);
      BigDecimal[] y = ExactMath.softmax(z);
      BigDecimal[] dy = new BigDecimal[classes];
      for (int k = 0; k < classes; k++) {
        dy[k] = y[k].subtract(new BigDecimal(t[k]));
      }
      double[] exact = rounded(ExactMath.softmaxBackward(y, dy));
      double largest = 0;
      for (double entry : exact) {
        largest = Math.max(largest, Math.abs(entry));
      }
      assertThat(dz(Form.DOUBLE, z, t))
          .as("row %d of seed 81", row)
          .containsExactly(exact, within(1e-12 * largest));
    }
  }

  private static double[] rounded(BigDecimal[] values) {
    double[] rounded = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      rounded[k] = values[k].doubleValue();
    }
    return rounded;
  }

  private static double[] dz(Form form, double[] z, double[] t) {
    double[] dz = new double[z.length];
    form.logitGradient(COST, z, t, new double[z.length], dz);
    return dz;
  }
}
