package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Sums and back-propagation of terms, both twins.
final class FloatTermsTest {

  private static final int ROWS = 19;

  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 15, 16, 17, 33, 64, 79, 333})
  void vectorSumsAreTheScalarOnesToTheBitAndRight(int classes) {
    float[] terms = numbers(classes);
    float[] slopes = numbers(classes);
    double[] losses = new double[ROWS];
    double[] totals = new double[ROWS];
    Scratch scratch = Scratch.ofThread();
    VectorFloatTerms.sums(terms, slopes, losses, totals, ROWS, classes, scratch);
    double[] scalar = new double[ROWS];
    FloatTerms.scalarSums(terms, scalar, ROWS, classes, scratch);
    assertThat(losses).containsExactly(scalar);
    FloatTerms.scalarSums(slopes, scalar, ROWS, classes, scratch);
    assertThat(totals).containsExactly(scalar);
    for (int row = 0; row < ROWS; row++) {
      double sum = 0;
      double sizes = 0;
      for (int k = 0; k < classes; k++) {
        sum += terms[row * classes + k];
        sizes += Math.abs(terms[row * classes + k]);
      }
      double roundoff = classes < FloatTerms.FOUR ? 0 : 3 * 0x1p-24;
      assertThat(losses[row]).isEqualTo(sum, within(roundoff * sizes + 1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 15, 16, 17, 33, 64, 79, 333})
  void vectorBackwardIsTheScalarOneToTheBitAndWritesNothingBehindTheBlock(int classes) {
    float[] a = numbers(classes);
    float[] y = numbers(classes);
    float[] scalar = new float[ROWS * classes + 40];
    float[] vector = new float[scalar.length];
    Arrays.fill(scalar, 7);
    Arrays.fill(vector, 7);
    double[] totals = new double[ROWS];
    double[] shares = new double[ROWS];
    for (int row = 0; row < ROWS; row++) {
      int from = row * classes;
      totals[row] = random.nextDouble() - 0.5;
      shares[row] = random.nextDouble();
      float total = (float) (shares[row] * totals[row]);
      FloatTerms.scalarBackward(a, y, total, (float) shares[row], scalar, 3 + from, from, classes);
    }
    VectorFloatTerms.backward(a, y, totals, shares, vector, 3, ROWS, classes);
    assertThat(vector).containsExactly(scalar);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e-30, 0.01, 1, 1e20})
  void backwardGivesTheShareOfTheGradient(double share) {
    int classes = 10;
    float[] a = numbers(classes);
    float[] y = numbers(classes);
    double[] totals = new double[ROWS];
    double[] shares = new double[ROWS];
    Arrays.fill(totals, 1.25);
    Arrays.fill(shares, share);
    float[] dz = new float[ROWS * classes];
    FloatTerms.backward(a, y, totals, shares, dz, 0, ROWS, classes);
    for (int i = 0; i < dz.length; i++) {
      double terms = Math.abs(a[i]) + Math.abs(1.25 * y[i]);
      assertThat((double) dz[i])
          .isEqualTo(share * (a[i] - 1.25 * y[i]), within(2 * 0x1p-24 * share * terms));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 17, 64, 100, 256})
  void rankedRowsInVectorsAreThoseOfPlainLoopsToTheBit(int classes) {
    int rows = 3 * 16 + 5;
    float[] y = new float[rows * classes];
    float[] t = new float[rows * classes];
    int[] largestAt = new int[rows];
    double[] more = new double[rows];
    for (int row = 0; row < rows; row++) {
      largestAt[row] = random.nextInt(-1, classes);
      more[row] = largestAt[row] < 0 ? 0 : random.nextDouble() * 0x1p-24;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        y[i] = (float) random.nextDouble() / classes;
        t[i] = random.nextInt(3) == 0 ? 0 : (float) random.nextDouble() / classes;
      }
    }
    float[] scalar = new float[rows * classes];
    float[] vector = new float[rows * classes];
    double[] losses = new double[rows];
    int done = VectorFloatRanked.gradients(y, t, largestAt, more, vector, losses, rows, classes);
    assertThat(done).isGreaterThanOrEqualTo(48);
    for (int row = 0; row < done; row++) {
      double loss =
          FloatRanked.row(y, t, largestAt[row], more[row], scalar, row * classes, classes);
      assertThat(losses[row]).isEqualTo(loss);
    }
    assertThat(vector).containsExactly(scalar);
  }

  @ParameterizedTest
  @EnumSource(TermForm.Kind.class)
  void formsInVectorsAreThoseOfPlainLoopsToTheBit(TermForm.Kind kind) {
    TermForm form = new TermForm(kind, kind == TermForm.Kind.POLYNOMIAL ? 1.5f : 0.01f);
    for (int classes : new int[] {2, 10, 16, 17, 64, 333}) {
      float[] y = positive(classes, 0);
      float[] t = positive(classes, 3);
      float[] z = numbers(classes);
      float[] logs = numbers(classes);
      double[] largest = random.doubles(ROWS).toArray();
      double[] logLargest = random.doubles(ROWS, -1, 0).toArray();
      float[][] scalar = new float[2][y.length];
      float[][] vector = new float[2][y.length];
      FloatTermForms.scalar(
          form, y, z, 0, largest, logLargest, t, 3, logs, scalar[0], scalar[1], ROWS, classes);
      VectorFloatTermForms.of(
          form, y, z, 0, largest, logLargest, t, 3, logs, vector[0], vector[1], ROWS, classes);
      for (int i = 0; i < ROWS * classes; i++) {
        assertThat(vector[0][i]).isEqualTo(scalar[0][i]);
        assertThat(vector[1][i]).isEqualTo(scalar[1][i]);
      }
    }
  }

  /// Outputs or targets, some of them 0 and some equal to others.
  private float[] positive(int classes, int offset) {
    float[] x = new float[offset + ROWS * classes + FloatTerms.LANES];
    for (int i = offset; i < x.length; i++) {
      x[i] = i % 7 == 0 ? 0 : (i - offset) % 3 == 0 ? 0.25f : (float) random.nextDouble();
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 64, 333})
  void divergencesInVectorsAreThoseOfPlainLoopsToTheBit(int classes) {
    int length = ROWS * classes;
    float[] y = new float[length];
    float[] t = new float[length];
    for (int i = 0; i < length; i++) {
      y[i] = i % 7 == 0 ? 0 : (float) random.nextDouble();
      t[i] = i % 5 == 0 ? 0 : i % 3 == 0 ? y[i] * 1.01f : (float) random.nextDouble();
    }
    float[] a = new float[length];
    float[] losses = new float[length];
    float[] scalarA = new float[length];
    float[] scalarLosses = new float[length];
    int done = VectorFloatDivergence.ratios(y, t, a, losses, length);
    FloatDivergence.scalarRatios(y, t, scalarA, scalarLosses, 0, done);
    assertThat(a).containsExactly(scalarA);
    assertThat(losses).containsExactly(scalarLosses);
    FloatFunctions.scalarLogs(a, 0, Float.MIN_NORMAL, a, 0, done);
    FloatFunctions.scalarLogs(losses, 0, Float.MIN_NORMAL, losses, 0, done);
    System.arraycopy(a, 0, scalarA, 0, done);
    System.arraycopy(losses, 0, scalarLosses, 0, done);
    VectorFloatDivergence.ofLogs(y, t, a, losses, length);
    FloatDivergence.scalarOfLogs(y, t, scalarA, scalarLosses, 0, done);
    assertThat(a).containsExactly(scalarA);
    assertThat(losses).containsExactly(scalarLosses);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 80, 333})
  void dotProductsInVectorsAreThoseOfPlainLoopsToTheBit(int classes) {
    float[] x = numbers(classes);
    double[] c = random.doubles(classes).toArray();
    double[] lanes = new double[16];
    int full = VectorFloatTerms.dot(x, 3, c, classes, lanes);
    double[] expected = new double[16];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      if (k < full) {
        expected[k % 16] = Math.fma(x[3 + k], c[k], expected[k % 16]);
      }
      sum += x[3 + k] * c[k];
    }
    assertThat(lanes).containsExactly(expected);
    assertThat(FloatTerms.dot(x, 3, c, classes)).isEqualTo(sum, within(1e-12));
  }

  private float[] numbers(int classes) {
    float[] x = new float[ROWS * classes + FloatTerms.LANES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextDouble() - 0.3);
    }
    return x;
  }
}
