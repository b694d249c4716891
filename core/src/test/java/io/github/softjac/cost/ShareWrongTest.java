package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.GradientCheck;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The share of wrong answers as a sum of terms is [CostSensitive] without a matrix.
final class ShareWrongTest {

  private static final int CLASSES = 6;

  private final RandomRows random = new RandomRows(3);
  private final Cost terms = new ShareWrong();
  private final Cost cost = new CostSensitive();

  @Test
  void itsDerivativesAreItsOwn() {
    GradientCheck.of(terms).run().assertPassed();
    assertThat(terms).hasToString("share-wrong");
  }

  @Test
  void lossGradientAndHessianAreThoseOfTheCost() {
    double[] z = random.normal(CLASSES, 2, 0);
    double[] t = random.distribution(CLASSES);
    double[] v = random.normal(CLASSES, 1, 0);
    double[][] results = new double[2][CLASSES];
    double[][] products = new double[2][CLASSES];
    double[] y = new double[CLASSES];
    double loss = terms.logitHessianProduct(z, t, v, y, results[0], products[0]);
    double expected = cost.logitHessianProduct(z, t, v, y, results[1], products[1]);
    assertThat(loss).isEqualTo(expected, within(1e-15));
    assertThat(results[0]).containsExactly(results[1], within(1e-15));
    assertThat(products[0]).containsExactly(products[1], within(1e-15));
    double[] dy = new double[CLASSES];
    double[] expectedDy = new double[CLASSES];
    assertThat(terms.gradient(y, t, dy)).isEqualTo(cost.gradient(y, t, expectedDy), within(1e-15));
    // By the outputs the two differ by what a row that sums to 1 does not show, Σ_i t_i.
    double total = Arrays.stream(t).sum();
    for (int k = 0; k < CLASSES; k++) {
      assertThat(expectedDy[k] - dy[k]).isEqualTo(total, within(1e-15));
    }
  }
}
