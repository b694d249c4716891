package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The vector kernels give the results of the scalar ones to the last bit, at every width.
final class DoubleTwinsTest {

  private final DoubleSoftmax scalar = new ScalarDoubleSoftmax();
  private final DoubleSoftmax vector = new VectorDoubleSoftmax();
  private final DoubleBackward scalarBackward = new ScalarDoubleBackward();
  private final DoubleBackward vectorBackward = new VectorDoubleBackward();
  private final DoubleLogSoftmax scalarLog = new ScalarDoubleLogSoftmax();
  private final DoubleLogSoftmax vectorLog = new VectorDoubleLogSoftmax();
  private final DoubleLogBackward scalarLogBackward = new ScalarDoubleLogBackward();
  private final DoubleLogBackward vectorLogBackward = new VectorDoubleLogBackward();

  private final DoubleCrossEntropy scalarCost = new ScalarDoubleCrossEntropy();
  private final DoubleCrossEntropy vectorCost = new VectorDoubleCrossEntropy();

  static IntStream classes() {
    return DoubleGrid.classes();
  }

  @ParameterizedTest
  @MethodSource("classes")
  void forwardHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      scalar.forward(batch.z, expected, batch.offset, batch.rows, classes);
      vector.forward(batch.z, found, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void forwardInPlaceHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = batch.z.clone();
      double[] found = batch.z.clone();
      double[] apart = batch.z.clone();
      scalar.forward(expected, expected, batch.offset, batch.rows, classes);
      vector.forward(found, found, batch.offset, batch.rows, classes);
      scalar.forward(batch.z, apart, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
      assertThat(bits(apart)).as("%s, not in place", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void backwardHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] y = batch.z.clone();
      scalar.forward(y, y, batch.offset, batch.rows, classes);
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      scalarBackward.backward(y, batch.dy, expected, batch.offset, batch.rows, classes);
      vectorBackward.backward(y, batch.dy, found, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void backwardInPlaceHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] y = batch.z.clone();
      scalar.forward(y, y, batch.offset, batch.rows, classes);
      double[] expected = batch.dy.clone();
      scalarBackward.backward(y, expected, expected, batch.offset, batch.rows, classes);
      double[] intoDy = batch.dy.clone();
      vectorBackward.backward(y, intoDy, intoDy, batch.offset, batch.rows, classes);
      double[] intoY = y.clone();
      vectorBackward.backward(intoY, batch.dy, intoY, batch.offset, batch.rows, classes);
      assertThat(bits(intoDy)).as("%s, into dy", batch).isEqualTo(bits(expected));
      int from = batch.offset;
      int to = from + batch.rows * classes;
      System.arraycopy(expected, from, y, from, to - from);
      assertThat(bits(intoY)).as("%s, into y", batch).isEqualTo(bits(y));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logSoftmaxHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      scalarLog.forward(batch.z, expected, batch.offset, batch.rows, classes);
      vectorLog.forward(batch.z, found, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logSoftmaxInPlaceHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = batch.z.clone();
      double[] found = batch.z.clone();
      double[] apart = batch.z.clone();
      scalarLog.forward(expected, expected, batch.offset, batch.rows, classes);
      vectorLog.forward(found, found, batch.offset, batch.rows, classes);
      scalarLog.forward(batch.z, apart, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
      assertThat(bits(apart)).as("%s, not in place", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logBackwardHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] y = batch.z.clone();
      scalar.forward(y, y, batch.offset, batch.rows, classes);
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      scalarLogBackward.backward(y, batch.dy, expected, batch.offset, batch.rows, classes);
      vectorLogBackward.backward(y, batch.dy, found, batch.offset, batch.rows, classes);
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
    }
  }

  @ParameterizedTest
  @MethodSource("classes")
  void logBackwardInPlaceHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] y = batch.z.clone();
      scalar.forward(y, y, batch.offset, batch.rows, classes);
      double[] expected = batch.dy.clone();
      scalarLogBackward.backward(y, expected, expected, batch.offset, batch.rows, classes);
      double[] intoDy = batch.dy.clone();
      vectorLogBackward.backward(y, intoDy, intoDy, batch.offset, batch.rows, classes);
      double[] intoY = y.clone();
      vectorLogBackward.backward(intoY, batch.dy, intoY, batch.offset, batch.rows, classes);
      assertThat(bits(intoDy)).as("%s, into dy", batch).isEqualTo(bits(expected));
      int from = batch.offset;
      int to = from + batch.rows * classes;
      System.arraycopy(expected, from, y, from, to - from);
      assertThat(bits(intoY)).as("%s, into y", batch).isEqualTo(bits(y));
    }
  }

  static IntStream twoClassesAndMore() {
    return classes().filter(k -> k > 1);
  }

  @ParameterizedTest
  @MethodSource("twoClassesAndMore")
  void crossEntropyOfLabelsHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      double[] losses = DoubleBits.crossEntropyOfLabels(scalarCost, batch, batch.z, expected);
      double[] same = DoubleBits.crossEntropyOfLabels(vectorCost, batch, batch.z, found);
      assertThat(bits(same)).as("losses of %s", batch).isEqualTo(bits(losses));
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
      double[] inPlace = batch.z.clone();
      DoubleBits.crossEntropyOfLabels(vectorCost, batch, inPlace, inPlace);
      assertThat(rows(inPlace, batch)).as("%s, in place", batch).isEqualTo(rows(expected, batch));
      inPlace = batch.z.clone();
      DoubleBits.crossEntropyOfLabels(scalarCost, batch, inPlace, inPlace);
      assertThat(rows(inPlace, batch)).as("%s, in place", batch).isEqualTo(rows(expected, batch));
    }
  }

  @ParameterizedTest
  @MethodSource("twoClassesAndMore")
  void crossEntropyOfTargetsHasTheSameBits(int classes) {
    for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
      double[] expected = filled(batch, 7);
      double[] found = filled(batch, 7);
      double[] losses = DoubleBits.crossEntropyOfTargets(scalarCost, batch, batch.z, expected);
      double[] same = DoubleBits.crossEntropyOfTargets(vectorCost, batch, batch.z, found);
      assertThat(bits(same)).as("losses of %s", batch).isEqualTo(bits(losses));
      assertThat(bits(found)).as("%s", batch).isEqualTo(bits(expected));
      double[] inPlace = batch.z.clone();
      DoubleBits.crossEntropyOfTargets(vectorCost, batch, inPlace, inPlace);
      assertThat(rows(inPlace, batch)).as("%s, in place", batch).isEqualTo(rows(expected, batch));
    }
  }

  private static long[] rows(double[] values, DoubleGrid.Batch batch) {
    int from = batch.offset;
    return bits(Arrays.copyOfRange(values, from, from + batch.rows * batch.classes));
  }

  /// In a process of its own each: narrower vectors, the interpreter, the quick compiler.
  @ParameterizedTest
  @CsvSource({
    "-XX:MaxVectorSize=16, 8200",
    "-XX:MaxVectorSize=32, 8200",
    "-XX:UseAVX=2, 8200",
    "-XX:TieredStopAtLevel=1, 600",
    "-Xint, 40"
  })
  void vectorsOfEveryKindHaveTheBitsOfScalar(String flag, int largest, @TempDir Path folder)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    List<String> out =
        JavaProcess.of(DoubleBits.class)
            .flags(JavaProcess.VECTOR_MODULE, "-XX:+IgnoreUnrecognizedVMOptions", flag)
            .run(folder, Integer.toString(largest))
            .outIfDone();
    assertThat(out)
        .containsExactly(
            DoubleBits.of(
                scalar, scalarBackward, scalarLog, scalarLogBackward, scalarCost, largest));
  }

  private static double[] filled(DoubleGrid.Batch batch, double value) {
    double[] filled = new double[batch.z.length];
    Arrays.fill(filled, value);
    return filled;
  }

  private static long[] bits(double[] values) {
    long[] bits = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Double.doubleToRawLongBits(values[i]);
    }
    return bits;
  }
}
