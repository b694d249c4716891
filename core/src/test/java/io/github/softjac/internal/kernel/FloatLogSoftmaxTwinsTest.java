package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels of log-softmax and cross-entropy give the results of the scalar ones to the
/// last bit.
final class FloatLogSoftmaxTwinsTest {

  private static final float[] NO_WEIGHTS = {};

  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e6f
  };

  private static final float[] SPECIAL_TARGETS = {Float.POSITIVE_INFINITY, 1e30f, 1e-40f, 5, 0};

  private static final KernelOptions Z_LOSS = new KernelOptions(0, 0.01);

  private static final List<KernelOptions> OPTIONS =
      List.of(
          Z_LOSS,
          new KernelOptions(0.1, 0),
          new KernelOptions(1, 0),
          new KernelOptions(0.25, 0.5),
          new KernelOptions(0.5, 1e30));

  private final FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
  private final FloatLogSoftmax vector = new VectorFloatLogSoftmax();

  /// All rows before `firstRow` are to be left alone.
  private static final class Batch {
    final int classes;
    final int rows;
    final int firstRow;
    final String what;
    final float[] z;
    final float[] t;
    final float[] weights;

    /// Weights of which some, times an output, are near the largest float.
    final float[] heavyWeights;

    final int[] labels;

    Batch(int classes, int rows, int firstRow, double deviation, double mean, String what) {
      this.classes = classes;
      this.rows = rows;
      this.firstRow = firstRow;
      this.what = "%d rows of %d classes, %s".formatted(rows, classes, what);
      RandomRows random = new RandomRows(classes * 31L + rows);
      int allRows = firstRow + rows;
      int length = allRows * classes + 3;
      z = Form.narrow(random.normal(length, deviation, mean));
      t = new float[length];
      for (int i = 0; i < length; i++) {
        t[i] = random.integer(0, 3) == 0 ? 0 : (float) random.real(0, 1);
        z[i] = what.contains("ties") ? Math.round(z[i]) : z[i];
      }
      labels = new int[allRows];
      weights = new float[allRows];
      heavyWeights = new float[allRows];
      for (int row = 0; row < allRows; row++) {
        labels[row] = random.integer(-1, classes);
        weights[row] = random.integer(0, 4) == 0 ? 0 : (float) random.real(0, 2);
        heavyWeights[row] = row % 3 == 0 ? 1 : (float) StrictMath.pow(10, random.integer(-45, 39));
        if (what.contains("special") && row % 3 > 0) {
          int at = row * classes + random.integer(0, classes);
          z[at] = SPECIAL[random.integer(0, SPECIAL.length)];
          t[at] = SPECIAL_TARGETS[random.integer(0, SPECIAL_TARGETS.length)];
        }
      }
    }

    int classes() {
      return z.length / labels.length;
    }

    float[] filled() {
      float[] filled = new float[z.length];
      Arrays.fill(filled, 7);
      return filled;
    }
  }

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 67),
        IntStream.of(79, 80, 127, 128, 129, 511, 513, 1000, 4095, 4096, 4097, 8200));
  }

  private static List<Batch> batches(int classes) {
    int many = classes > 600 ? 3 : 19;
    return List.of(
        new Batch(classes, many, 0, 1, 0, "ordinary"),
        new Batch(classes, classes < 32 ? 150 : many + 16, 1, 30, 0, "wide"),
        new Batch(classes, 35, 0, 2, 0, "ties"),
        new Batch(classes, 2, 2, 1, -3e7, "far from 0"),
        new Batch(classes, many, 1, 1e-3, 1e6, "special and far from 0"),
        new Batch(classes, 37, 0, 3, 0, "special"));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logSoftmaxHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      int offset = batch.firstRow * classes;
      float[] expected = batch.filled();
      float[] found = batch.filled();
      scalar.forward(batch.z, expected, offset, batch.rows, classes);
      vector.forward(batch.z, found, offset, batch.rows, classes);
      assertThat(bits(found)).as(batch.what).isEqualTo(bits(expected));
      float[] inPlace = batch.z.clone();
      vector.forward(inPlace, inPlace, offset, batch.rows, classes);
      assertThat(bits(found, batch)).as("%s, in place", batch.what).isEqualTo(bits(inPlace, batch));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void crossEntropyOfLabelsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (float[] weights : List.of(NO_WEIGHTS, batch.weights, batch.heavyWeights)) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        double expectedLoss = ofLabels(scalar, batch, batch.z, weights, expected);
        double foundLoss = ofLabels(vector, batch, batch.z, weights, found);
        assertThat(bits(found)).as(batch.what).isEqualTo(bits(expected));
        assertThat(bits(foundLoss)).as(batch.what).isEqualTo(bits(expectedLoss));
        float[] inPlace = batch.z.clone();
        double inPlaceLoss = ofLabels(vector, batch, inPlace, weights, inPlace);
        assertThat(bits(inPlaceLoss)).as(batch.what).isEqualTo(bits(expectedLoss));
        assertThat(bits(inPlace, batch)).as(batch.what).isEqualTo(bits(expected, batch));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void crossEntropyOfTargetsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (float[] weights : List.of(NO_WEIGHTS, batch.weights, batch.heavyWeights)) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        double expectedLoss = ofTargets(scalar, batch, batch.z, weights, expected);
        double foundLoss = ofTargets(vector, batch, batch.z, weights, found);
        assertThat(bits(found)).as(batch.what).isEqualTo(bits(expected));
        assertThat(bits(foundLoss)).as(batch.what).isEqualTo(bits(expectedLoss));
        float[] inPlace = batch.z.clone();
        double inPlaceLoss = ofTargets(vector, batch, inPlace, weights, inPlace);
        assertThat(bits(inPlaceLoss)).as(batch.what).isEqualTo(bits(expectedLoss));
        assertThat(bits(inPlace, batch)).as(batch.what).isEqualTo(bits(expected, batch));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void costOfLabelsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (float[] weights : List.of(NO_WEIGHTS, batch.weights, batch.heavyWeights)) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        double[] expectedLosses = new double[batch.labels.length];
        double[] foundLosses = new double[batch.labels.length];
        double expectedLoss = scored(scalar, batch, weights, expected, expectedLosses);
        double foundLoss = scored(vector, batch, weights, found, foundLosses);
        assertThat(bits(found)).as(batch.what).isEqualTo(bits(expected));
        assertThat(bits(foundLoss)).as(batch.what).isEqualTo(bits(expectedLoss));
        assertThat(foundLosses).as(batch.what).containsExactly(expectedLosses);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void costOfSquaresHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (KernelOptions options :
          List.of(KernelOptions.NONE, Z_LOSS, new KernelOptions(0, 1e30))) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        double[] expectedLosses = new double[batch.labels.length];
        double[] foundLosses = new double[batch.labels.length];
        double expectedLoss = squared(scalar, batch, options, expected, expectedLosses);
        double foundLoss = squared(vector, batch, options, found, foundLosses);
        String what = "%s, %s".formatted(batch.what, options);
        assertThat(bits(found)).as(what).isEqualTo(bits(expected));
        assertThat(bits(foundLoss)).as(what).isEqualTo(bits(expectedLoss));
        assertThat(foundLosses).as(what).containsExactly(expectedLosses);
      }
    }
  }

  /// A cost of the squares that shows all that it is told.
  private static double squared(
      FloatLogSoftmax kernel, Batch batch, KernelOptions options, float[] dz, double[] losses) {
    return kernel.costOfSquares(
        batch.z,
        batch.labels,
        (y, rest, squares, costs, alphas, gammas, rows) -> {
          for (int row = 0; row < rows; row++) {
            costs[row] = 3 * rest[row] + 5 * y[row] + squares[row] / 7;
            alphas[row] = rest[row] + squares[row];
            gammas[row] = y[row] - squares[row] / 3;
          }
        },
        options,
        batch.weights,
        2,
        dz,
        losses,
        batch.firstRow,
        batch.rows,
        batch.classes());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void rankedProbabilityOfLabelsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (KernelOptions options :
          List.of(KernelOptions.NONE, Z_LOSS, new KernelOptions(0, 1e30))) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        double[] expectedLosses = new double[batch.labels.length];
        double[] foundLosses = new double[batch.labels.length];
        double expectedLoss = ranked(scalar, batch, options, expected, expectedLosses);
        double foundLoss = ranked(vector, batch, options, found, foundLosses);
        String what = "%s, %s".formatted(batch.what, options);
        assertThat(bits(found)).as(what).isEqualTo(bits(expected));
        assertThat(bits(foundLoss)).as(what).isEqualTo(bits(expectedLoss));
        assertThat(foundLosses).as(what).containsExactly(expectedLosses);
      }
    }
  }

  private static double ranked(
      FloatLogSoftmax kernel, Batch batch, KernelOptions options, float[] dz, double[] losses) {
    return kernel.rankedOfLabels(
        batch.z,
        batch.labels,
        options,
        batch.weights,
        2,
        dz,
        losses,
        batch.firstRow,
        batch.rows,
        batch.classes());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void costOfExpectationHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (KernelOptions options :
          List.of(KernelOptions.NONE, Z_LOSS, new KernelOptions(0, 1e30))) {
        for (boolean inPlace : List.of(false, true)) {
          for (boolean lines : List.of(false, true)) {
            float[] expected = inPlace ? batch.z.clone() : batch.filled();
            float[] found = inPlace ? batch.z.clone() : batch.filled();
            double[] expectedLosses = new double[batch.labels.length];
            double[] foundLosses = new double[batch.labels.length];
            double expectedLoss =
                expectation(scalar, batch, options, inPlace, lines, expected, expectedLosses);
            double foundLoss =
                expectation(vector, batch, options, inPlace, lines, found, foundLosses);
            String what =
                "%s, %s, in place: %s, lines: %s".formatted(batch.what, options, inPlace, lines);
            assertThat(bits(found)).as(what).isEqualTo(bits(expected));
            assertThat(bits(foundLoss)).as(what).isEqualTo(bits(expectedLoss));
            assertThat(foundLosses).as(what).containsExactly(expectedLosses);
          }
        }
      }
    }
  }

  /// Of the logarithms of the outputs, or of three lines of costs.
  private static double expectation(
      FloatLogSoftmax kernel,
      Batch batch,
      KernelOptions options,
      boolean inPlace,
      boolean lines,
      float[] dz,
      double[] losses) {
    int[] labels = batch.labels.clone();
    float[] costs = new float[3 * batch.classes()];
    for (int i = 0; i < costs.length; i++) {
      costs[i] = (i * 31 % 47 - 9) / 7f;
    }
    for (int i = 0; i < labels.length && lines; i++) {
      labels[i] = labels[i] < 0 ? -1 : labels[i] % 3;
    }
    return kernel.costOfExpectation(
        inPlace ? dz : batch.z,
        labels,
        lines ? ExpectationScore.ofLines(costs) : ExpectationScore.ofLogarithms(-4.6),
        options,
        batch.weights,
        2,
        dz,
        losses,
        batch.firstRow,
        batch.rows,
        batch.classes());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void softmaxOfRowsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      int rows = batch.labels.length;
      float[] expected = batch.filled();
      float[] found = batch.filled();
      double[][] expectedNumbers = new double[3][rows];
      double[][] foundNumbers = new double[3][rows];
      softmaxOfRows(scalar, batch, expected, expectedNumbers);
      softmaxOfRows(vector, batch, found, foundNumbers);
      assertThat(bits(found)).as(batch.what).isEqualTo(bits(expected));
      for (int row = 0; row < rows; row++) {
        assertThat(bits(foundNumbers[1][row])).isEqualTo(bits(expectedNumbers[1][row]));
        if (!Double.isNaN(expectedNumbers[1][row])) {
          assertThat(foundNumbers[0][row]).as(batch.what).isEqualTo(expectedNumbers[0][row]);
          assertThat(foundNumbers[2][row]).as(batch.what).isEqualTo(expectedNumbers[2][row]);
        }
      }
    }
  }

  private static void softmaxOfRows(
      FloatLogSoftmax kernel, Batch batch, float[] y, double[][] numbers) {
    kernel.softmaxOfRows(
        batch.z, 0, y, numbers[0], numbers[1], numbers[2], batch.labels.length, batch.classes());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void crossEntropyWithOptionsHasTheSameBits(int classes) {
    for (Batch batch : batches(classes)) {
      for (KernelOptions options : OPTIONS) {
        float[] expected = batch.filled();
        float[] found = batch.filled();
        for (boolean labels : List.of(true, false)) {
          double expectedLoss = withOptions(scalar, labels, options, batch, expected);
          double foundLoss = withOptions(vector, labels, options, batch, found);
          String what = "%s, %s".formatted(batch.what, options);
          assertThat(bits(found)).as(what).isEqualTo(bits(expected));
          assertThat(bits(foundLoss)).as(what).isEqualTo(bits(expectedLoss));
        }
      }
    }
  }

  private static double withOptions(
      FloatLogSoftmax kernel, boolean labels, KernelOptions options, Batch batch, float[] dz) {
    double[] losses = new double[batch.labels.length];
    int rows = batch.rows;
    int first = batch.firstRow;
    return labels
        ? kernel.costOfLabels(
            batch.z,
            batch.labels,
            null,
            options,
            batch.weights,
            3,
            dz,
            losses,
            first,
            rows,
            batch.classes)
        : kernel.crossEntropyOfTargets(
            batch.z, batch.t, options, batch.weights, 3, dz, losses, first, rows, batch.classes);
  }

  /// A cost that shows all that it is told.
  private static double scored(
      FloatLogSoftmax kernel, Batch batch, float[] weights, float[] dz, double[] losses) {
    return kernel.costOfLabels(
        batch.z,
        batch.labels,
        (s, y, rest, costs, factors, rows) -> {
          for (int row = 0; row < rows; row++) {
            costs[row] = 3 * rest[row] + 5 * y[row] - s[row] / 7;
            factors[row] = rest[row] + y[row] * y[row];
          }
        },
        Z_LOSS,
        weights,
        2,
        dz,
        losses,
        batch.firstRow,
        batch.rows,
        batch.classes());
  }

  @ParameterizedTest
  @MethodSource("classes")
  void firstBadTargetIsTheSame(int length) {
    float[] t = new float[length + 1];
    t[length] = -1;
    for (float bad : new float[] {-Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY}) {
      for (int at = length; at >= Math.max(0, length - 40); at--) {
        float before = t[at];
        t[at] = at == length ? before : bad;
        assertThat(vector.firstBadTarget(t, length)).isEqualTo(at);
        assertThat(scalar.firstBadTarget(t, length)).isEqualTo(at);
        t[at] = before;
      }
    }
  }

  private static double ofLabels(
      FloatLogSoftmax kernel, Batch batch, float[] z, float[] weights, float[] dz) {
    return kernel.crossEntropy(
        z, batch.labels, weights, 12.5, dz, batch.firstRow, batch.rows, batch.classes);
  }

  private static double ofTargets(
      FloatLogSoftmax kernel, Batch batch, float[] z, float[] weights, float[] dz) {
    return kernel.crossEntropy(
        z, batch.t, weights, 12.5, dz, batch.firstRow, batch.rows, batch.classes);
  }

  /// Losses are NaN or not; the kernels promise no particular NaN.
  private static long bits(double loss) {
    return Double.doubleToLongBits(loss);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  private static int[] bits(float[] values, Batch batch) {
    int from = batch.firstRow * batch.classes;
    return bits(Arrays.copyOfRange(values, from, from + batch.rows * batch.classes));
  }
}
