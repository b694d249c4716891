package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Back-propagation through softmax and log-softmax in float: both twins have the same bits, and
/// write nothing beside their rows.
final class FloatBackwardTwinsTest {

  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, -0f, 1e-40f, Float.MAX_VALUE, -Float.MAX_VALUE
  };

  private interface Kernel {
    void backward(float[] y, float[] dy, float[] dz, int offset, int rows, int classes);
  }

  private record Twins(String name, Kernel scalar, Kernel vector) {}

  private static final Twins SOFTMAX =
      new Twins(
          "softmax", new ScalarFloatBackward()::backward, new VectorFloatBackward()::backward);
  private static final Twins LOG_SOFTMAX =
      new Twins(
          "log-softmax",
          new ScalarFloatLogBackward()::backward,
          new VectorFloatLogBackward()::backward);

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 131),
        IntStream.of(144, 191, 192, 200, 320, 321, 511, 512, 513, 1000, 2047, 2048, 2049, 5000));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void theTwinsHaveTheSameBits(int classes) {
    for (Twins twins : new Twins[] {SOFTMAX, LOG_SOFTMAX}) {
      for (int rows : new int[] {1, 2, 3, 17, 35}) {
        for (int behind : new int[] {0, 2, 130}) {
          for (boolean special : new boolean[] {false, true}) {
            RandomRows random = new RandomRows(classes * 31L + rows);
            check(twins, random, rows, classes, behind, special);
          }
        }
      }
    }
  }

  private static void check(
      Twins twins, RandomRows random, int rows, int classes, int behind, boolean special) {
    int offset = 3;
    int length = offset + rows * classes + behind;
    float[] y = floats(random.normal(length, 1, 0));
    new ScalarFloatSoftmax().forward(y, y, offset, rows, classes);
    float[] dy = floats(random.normal(length, 1, 0.5));
    for (int row = 0; special && row < rows; row++) {
      int at = offset + row * classes + random.integer(0, classes);
      dy[at] = row % 3 > 0 ? SPECIAL[random.integer(0, SPECIAL.length)] : dy[at];
      y[at] = row % 7 == 0 ? Float.intBitsToFloat(0xffc12345) : y[at];
    }
    String what =
        "%s, %d rows of %d classes, %d behind, special: %s"
            .formatted(twins.name, rows, classes, behind, special);
    float[] expected = new float[length];
    float[] found = new float[length];
    Arrays.fill(expected, 7);
    Arrays.fill(found, 7);
    twins.scalar.backward(y, dy, expected, offset, rows, classes);
    twins.vector.backward(y, dy, found, offset, rows, classes);
    assertThat(bits(found)).as(what).isEqualTo(bits(expected));
    float[] intoGradient = dy.clone();
    twins.vector.backward(y, intoGradient, intoGradient, offset, rows, classes);
    float[] intoOutput = y.clone();
    twins.vector.backward(intoOutput, dy, intoOutput, offset, rows, classes);
    assertThat(bits(intoGradient))
        .as("%s, into dy", what)
        .isEqualTo(bits(inside(expected, dy, offset, rows * classes)));
    assertThat(bits(intoOutput))
        .as("%s, into y", what)
        .isEqualTo(bits(inside(expected, y, offset, rows * classes)));
  }

  @Test
  void aSumBeyondTheLargestFloatIsStillUsedByLogSoftmax() {
    float[] y = {0, 0x1p-10f, 1};
    float[] dz = new float[3];
    LOG_SOFTMAX.scalar.backward(y, new float[] {Float.MAX_VALUE, Float.MAX_VALUE, 1}, dz, 0, 1, 3);
    assertThat(dz)
        .containsExactly(
            Float.MAX_VALUE, (float) (Float.MAX_VALUE * (1 - 0x1p-9)), Float.NEGATIVE_INFINITY);
  }

  /// `around`, with the rows of `rows` in it.
  private static float[] inside(float[] rows, float[] around, int offset, int length) {
    float[] both = around.clone();
    System.arraycopy(rows, offset, both, offset, length);
    return both;
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
