package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The Jacobian `J = diag(y) − y yᵀ` and the products with it that never build it.
final class SoftmaxJacobianTest {

  @ParameterizedTest
  @EnumSource
  void diagonalIsYTimesOneMinusY(Form form) {
    double[][] jacobian = form.jacobian(0.25, 0.125, 0.625);
    assertThat(new double[] {jacobian[0][0], jacobian[1][1], jacobian[2][2]})
        .containsExactly(0.25 * 0.75, 0.125 * 0.875, 0.625 * 0.375);
  }

  @ParameterizedTest
  @EnumSource
  void offDiagonalIsMinusYiYj(Form form) {
    double[][] jacobian = form.jacobian(0.25, 0.125, 0.625);
    assertThat(new double[] {jacobian[0][1], jacobian[0][2], jacobian[1][2]})
        .containsExactly(-0.25 * 0.125, -0.25 * 0.625, -0.125 * 0.625);
  }

  @ParameterizedTest
  @EnumSource
  void jacobianIsSymmetric(Form form) {
    double[][] jacobian = form.jacobian(form.softmax(new RandomRows(21).normal(40, 3, 0)));
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(jacobian[i][j]).as("i = %d, j = %d", i, j).isEqualTo(jacobian[j][i]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachRowOfTheJacobianSumsToZero(Form form) {
    for (double[] row : form.jacobian(form.softmax(new RandomRows(22).normal(40, 3, 0)))) {
      double sum = 0;
      for (double entry : row) {
        sum += entry;
      }
      assertThat(sum).isEqualTo(0, within(4 * form.unit));
    }
  }

  @ParameterizedTest
  @EnumSource
  void jacobianOfOneClassIsZero(Form form) {
    assertThat(form.jacobian(1)).isDeepEqualTo(new double[][] {{0}});
  }

  @ParameterizedTest
  @EnumSource
  void jacobianOfNoClassIsRefused(Form form) {
    assertThatThrownBy(() -> form.jacobian())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("classes is 0: softmax needs at least 1 class");
  }

  @Test
  void jacobianAgreesWithFiniteDifferences() {
    RandomRows random = new RandomRows(23);
    for (int classes = 1; classes <= 12; classes++) {
      double[] z = random.normalDoubles(classes, 1, 0);
      double[][] jacobian = Softmax.jacobian(Softmax.of(z));
      for (int i = 0; i < classes; i++) {
        int output = i;
        double[] numeric = FiniteDifferences.gradient(v -> Softmax.of(v)[output], z, 1.0 / 64);
        assertThat(jacobian[i]).containsExactly(numeric, within(1e-13));
      }
    }
  }

  /// Of 10,000 random rows, each coordinate of `J v` and of backward differ by at most 4 ulp of
  /// `Σ|terms|`: the terms are those of the closed form, `y_k v_k` and `y_k y_j v_j` for all j, and
  /// an ulp is the distance of neighbouring numbers of the tested form at that sum. (The result
  /// itself is no measure: it cancels to 0 when v is a constant.)
  @ParameterizedTest
  @EnumSource
  void jacobianTimesVectorIsBackwardToFourUlp(Form form) {
    RandomRows random = new RandomRows(24);
    for (int row = 0; row < 10_000; row++) {
      int classes = random.integer(1, 51);
      double spread = random.real(0, 20);
      double[] y = form.softmax(random.normal(classes, spread, 0));
      double[] v = random.normal(classes, 1, random.real(-2, 2));
      double[] dz = form.softmaxBackward(y, v);
      double[][] jacobian = form.jacobian(y);
      for (int k = 0; k < classes; k++) {
        double error = Math.abs(dz[k] - exactDot(jacobian[k], v));
        double allowed = 4 * form.ulp(sumOfTerms(y, v, k));
        assertThat(error).as("row %d of seed 24, k = %d", row, k).isLessThanOrEqualTo(allowed);
      }
    }
  }

  /// `⟨u, J v⟩ = ⟨J u, v⟩`: the closed form is its own transpose, so that forward mode
  /// (Jacobian-vector) and reverse mode (vector-Jacobian) are one method.
  @ParameterizedTest
  @EnumSource
  void forwardModeAndReverseModeAreTheSameProduct(Form form) {
    RandomRows random = new RandomRows(25);
    for (int row = 0; row < 1_000; row++) {
      int classes = random.integer(1, 51);
      double[] y = form.softmax(random.normal(classes, 4, 0));
      double[] u = random.normal(classes, 1, 0);
      double[] v = random.normal(classes, 1, 0);
      assertThat(dot(u, form.softmaxBackward(y, v)))
          .as("row %d of seed 25", row)
          .isEqualTo(dot(form.softmaxBackward(y, u), v), within(32 * form.unit));
    }
  }

  @Test
  void backwardIsTheDirectionalDerivativeOfForward() {
    RandomRows random = new RandomRows(26);
    for (int row = 0; row < 100; row++) {
      int classes = random.integer(1, 21);
      double[] z = random.normalDoubles(classes, 1, 0);
      double[] v = random.normalDoubles(classes, 1, 0);
      double[] product = Form.DOUBLE.softmaxBackward(Softmax.of(z), v);
      for (int k = 0; k < classes; k++) {
        int output = k;
        double along =
            FiniteDifferences.partial(
                s -> Softmax.of(moved(z, v, s[0]))[output], new double[1], 0, 1.0 / 64);
        assertThat(product[k]).as("row %d, k = %d", row, k).isEqualTo(along, within(1e-12));
      }
    }
  }

  private static double sumOfTerms(double[] y, double[] v, int k) {
    double sum = Math.abs(v[k]);
    for (int j = 0; j < y.length; j++) {
      sum += Math.abs(y[j] * v[j]);
    }
    return y[k] * sum;
  }

  private static double[] moved(double[] z, double[] v, double s) {
    double[] moved = z.clone();
    for (int k = 0; k < z.length; k++) {
      moved[k] += s * v[k];
    }
    return moved;
  }

  /// `⟨a, b⟩` as if in twice the digits (Ogita, Rump, Oishi, SIAM J. Sci. Comput. 26(6), 2005).
  private static double exactDot(double[] a, double[] b) {
    double sum = 0;
    double lost = 0;
    for (int k = 0; k < a.length; k++) {
      double product = a[k] * b[k];
      double next = sum + product;
      double part = next - sum;
      lost += Math.fma(a[k], b[k], -product) + ((sum - (next - part)) + (product - part));
      sum = next;
    }
    return sum + lost;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  @Test
  void jacobianProductIsBackwardOfEveryRow() {
    double[] y = new double[21];
    float[] narrowY = new float[21];
    double[] v = new RandomRows(27).normalDoubles(21, 1, 0);
    Softmax.forward(new RandomRows(28).normalDoubles(21, 2, 0), y, 3, 7);
    Softmax.forward(Form.narrow(new RandomRows(28).normalDoubles(21, 2, 0)), narrowY, 3, 7);
    double[] expected = new double[21];
    double[] found = new double[21];
    Softmax.backward(y, v, expected, 3, 7);
    Softmax.jacobianProduct(y, v, found, 3, 7);
    assertThat(found).containsExactly(expected);
    float[] expectedFloats = new float[21];
    float[] foundFloats = new float[21];
    Softmax.backward(narrowY, Form.narrow(v), expectedFloats, 3, 7);
    Softmax.jacobianProduct(narrowY, Form.narrow(v), foundFloats, 3, 7);
    assertThat(foundFloats).containsExactly(expectedFloats);
  }

  @ParameterizedTest
  @CsvSource({"5,6,6,y", "6,5,6,v", "6,6,5,out"})
  void shortArraysOfAProductAreNamed(int y, int v, int out, String named) {
    String message = named + " has 5 elements: 2 rows × 3 classes need 6";
    assertThatThrownBy(
            () -> Softmax.jacobianProduct(new float[y], new float[v], new float[out], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(
            () -> Softmax.jacobianProduct(new double[y], new double[v], new double[out], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
