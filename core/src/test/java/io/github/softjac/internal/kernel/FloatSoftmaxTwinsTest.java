package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Softmax in blocks and in vectors has the bits of the specification.
final class FloatSoftmaxTwinsTest {

  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    1e-40f,
    5000,
    Float.MAX_VALUE,
    -Float.MAX_VALUE
  };

  private final FloatSoftmax rowByRow = new ScalarFloatSoftmax();
  private final List<FloatSoftmax> twins =
      List.of(new BlockFloatSoftmax(), new VectorFloatSoftmax());

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 70),
        IntStream.of(
            100, 127, 128, 129, 255, 256, 257, 511, 512, 513, 1000, 1025, 4096, 4097, 9000));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void itsBitsAreThoseOfTheSpecification(int classes) {
    for (int rows : new int[] {1, 2, 9, 70}) {
      for (double deviation : new double[] {1e-3, 1, 30, 200}) {
        check(classes, rows, deviation, false);
        check(classes, rows, deviation, true);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 100, 1000})
  void rowsOfAnArrayThatNoCacheHoldsHaveTheSameBits(int classes) {
    int rows = 40;
    float[] z = new float[1 << 22];
    RandomRows random = new RandomRows(classes);
    for (int i = 0; i < rows * classes; i++) {
      z[i] = (float) random.normal(1, 3, 0)[0];
    }
    float[] expected = z.clone();
    rowByRow.forward(z, expected, 0, rows, classes);
    new VectorFloatSoftmax().forward(z, z, 0, rows, classes);
    assertThat(Arrays.equals(bits(z), bits(expected))).isTrue();
  }

  private void check(int classes, int rows, double deviation, boolean special) {
    RandomRows random = new RandomRows(classes * 31L + rows);
    int offset = 3;
    double[] numbers = random.normal(offset + rows * classes + 2, deviation, 0.5);
    float[] z = new float[numbers.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) numbers[i];
    }
    for (int row = 0; special && row < rows; row += 1 + row % 3 * 20) {
      z[offset + row * classes + random.integer(0, classes)] =
          SPECIAL[random.integer(0, SPECIAL.length)];
    }
    String what =
        "%d rows of %d classes, deviation %s, special: %s"
            .formatted(rows, classes, deviation, special);
    float[] expected = z.clone();
    rowByRow.forward(z, expected, offset, rows, classes);
    for (FloatSoftmax twin : twins) {
      String who = twin.getClass().getSimpleName();
      float[] found = z.clone();
      twin.forward(z, found, offset, rows, classes);
      assertThat(bits(found)).as("%s, %s", who, what).isEqualTo(bits(expected));
      found = z.clone();
      twin.forward(found, found, offset, rows, classes);
      assertThat(bits(found)).as("%s, %s, in place", who, what).isEqualTo(bits(expected));
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
