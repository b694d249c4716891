package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
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
  @ValueSource(ints = {1, 2, 3, 10, 17, 64, 100, 256, 1024})
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

  @ParameterizedTest
  @ValueSource(ints = {64, 65, 80, 333})
  void sumsOfSupportInVectorsAreThoseOfPlainLoopsToTheBitAndRight(int classes) {
    float[] z = numbers(classes);
    float[] t = numbers(classes);
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3 == 0 ? 0 : Math.abs(t[i]);
      z[i] = i % 6 == 0 ? Float.NEGATIVE_INFINITY : z[i];
    }
    double[] scalar = new double[FloatSupportSums.COUNT * 16];
    double[] vector = new double[scalar.length];
    FloatSupportSums.scalarLanes(z, t, 0.25, scalar, 3, classes);
    VectorFloatSupportSums.lanes(z, t, 0.25, vector, 3, classes);
    assertThat(vector).containsExactly(scalar);
    double[] sums = new double[FloatSupportSums.COUNT];
    FloatSupportSums.of(z, t, 0.25, sums, 3, classes);
    double[] expected = new double[sums.length];
    for (int i = 3; i < 3 + classes; i++) {
      expected[0] += t[i];
      expected[1] += (double) t[i] * t[i];
      expected[2] += t[i] == 0 ? 0 : t[i] * Math.max(0.25 - z[i], 0);
    }
    assertThat(sums).containsExactly(expected, within(1e-12));
  }

  private float[] numbers(int classes) {
    float[] x = new float[ROWS * classes + FloatTerms.LANES];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (random.nextDouble() - 0.3);
    }
    return x;
  }
}
