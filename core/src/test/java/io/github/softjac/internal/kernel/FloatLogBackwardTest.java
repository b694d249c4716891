package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Back-propagation through log-softmax in float: both twins have the same bits.
final class FloatLogBackwardTest {

  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, -0f, 1e-40f, Float.MAX_VALUE, -Float.MAX_VALUE
  };

  private final FloatLogBackward scalar = new ScalarFloatLogBackward();
  private final FloatLogBackward vector = new VectorFloatLogBackward();

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 70),
        IntStream.of(127, 128, 129, 511, 512, 513, 1000, 2047, 2048, 2049, 5000));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void theTwinsHaveTheSameBits(int classes) {
    for (int rows : new int[] {1, 2, 17, 35}) {
      for (boolean special : new boolean[] {false, true}) {
        check(new RandomRows(classes * 31L + rows), 3, rows, classes, special);
      }
    }
  }

  private void check(RandomRows random, int offset, int rows, int classes, boolean special) {
    int length = offset + rows * classes + 2;
    float[] y = floats(random.normal(length, 1, 0));
    new ScalarFloatSoftmax().forward(y, y, offset, rows, classes);
    float[] dLogY = floats(random.normal(length, 1, 0.5));
    for (int row = 0; special && row < rows; row++) {
      int at = offset + row * classes + random.integer(0, classes);
      dLogY[at] = row % 3 > 0 ? SPECIAL[random.integer(0, SPECIAL.length)] : dLogY[at];
      y[at] = row % 7 == 0 ? Float.intBitsToFloat(0xffc12345) : y[at];
    }
    String what = "%d rows of %d classes, special: %s".formatted(rows, classes, special);
    float[] expected = new float[length];
    float[] found = new float[length];
    Arrays.fill(expected, 7);
    Arrays.fill(found, 7);
    scalar.backward(y, dLogY, expected, offset, rows, classes);
    vector.backward(y, dLogY, found, offset, rows, classes);
    assertThat(bits(found)).as(what).isEqualTo(bits(expected));
    float[] intoGradient = dLogY.clone();
    vector.backward(y, intoGradient, intoGradient, offset, rows, classes);
    float[] intoOutput = y.clone();
    vector.backward(intoOutput, dLogY, intoOutput, offset, rows, classes);
    for (int i = offset; i < offset + rows * classes; i++) {
      assertThat(Float.floatToRawIntBits(intoGradient[i]))
          .as("%s, into dLogY, at %d", what, i)
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
      assertThat(Float.floatToRawIntBits(intoOutput[i]))
          .as("%s, into y, at %d", what, i)
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
    }
  }

  @Test
  void aSumBeyondTheLargestFloatIsStillUsed() {
    float[] y = {0, 0x1p-10f, 1};
    float[] dz = new float[3];
    scalar.backward(y, new float[] {Float.MAX_VALUE, Float.MAX_VALUE, 1}, dz, 0, 1, 3);
    assertThat(dz)
        .containsExactly(
            Float.MAX_VALUE, (float) (Float.MAX_VALUE * (1 - 0x1p-9)), Float.NEGATIVE_INFINITY);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
