package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The exponential in float against that in double, whose own error is 2⁻²⁸ of what is measured
/// here.
///
/// In the long suite (`./check-long`) over all 1,121,976,321 floats of [−104, 0], otherwise over
/// every 331st of them.
class FloatExpTest {

  private static final boolean LONG = Boolean.getBoolean("softjac.long");
  private static final int STRIDE = LONG ? 1 : 331;
  private static final int FIRST = Float.floatToRawIntBits(-0f);
  private static final int LAST = Float.floatToRawIntBits(-104f);
  private static final int PIECES = 64;

  @Test
  void everyFloatFromMinus104To0IsWithinOneUlp() {
    double worst =
        pieces()
            .mapToDouble(piece -> {
              double worstOfPiece = 0;
              for (int bits = start(piece); bits < start(piece + 1); bits += STRIDE) {
                float x = Float.intBitsToFloat(bits);
                double exact = StrictMath.exp(x);
                float found = FloatExp.exp(x);
                if (exact < Float.MIN_NORMAL) {
                  // Flushed; or rounded up to the smallest normal number, within its ulp.
                  if (found != 0 && found - exact > Float.MIN_VALUE) {
                    throw new AssertionError("exp(" + x + ") = " + found);
                  }
                } else {
                  worstOfPiece =
                      Math.max(worstOfPiece, Math.abs(found - exact) / Math.ulp((float) exact));
                }
              }
              return worstOfPiece;
            })
            .max()
            .orElseThrow();
    System.out.printf("exp in float over [-104, 0], every %d: at most %.4f ulp%n", STRIDE, worst);
    assertThat(worst).isLessThanOrEqualTo(1);
  }

  @Test
  void isMonotone() {
    assertThat(
            pieces()
                .allMatch(piece -> {
                  float before = Float.POSITIVE_INFINITY;
                  for (int bits = start(piece); bits <= start(piece + 1); bits += STRIDE) {
                    float found = FloatExp.exp(Float.intBitsToFloat(bits));
                    if (found > before) {
                      throw new AssertionError("exp rises at " + Float.intBitsToFloat(bits));
                    }
                    before = found;
                  }
                  return true;
                }))
        .isTrue();
  }

  /// Where the table changes over, neighbours come from different pieces of the function.
  @Test
  void isMonotoneWhereTheTableChangesOver() {
    for (int n = -600; n <= 512; n++) {
      float border = (float) ((n + 0.5) * Math.log(2) / 4);
      float x = border;
      for (int i = 0; i < 2000; i++) {
        x = Math.nextDown(x);
      }
      float before = 0;
      for (int i = 0; i < 4000; i++) {
        float found = FloatExp.exp(x);
        assertThat(found).as("exp(%s)", x).isGreaterThanOrEqualTo(before);
        before = found;
        x = Math.nextUp(x);
      }
    }
  }

  @Test
  void positiveArgumentsAreWithinOneUlp() {
    for (int bits = 0; bits <= Float.floatToRawIntBits(88.72284f); bits += 2003) {
      float x = Float.intBitsToFloat(bits);
      double exact = StrictMath.exp(x);
      assertThat(Math.abs(FloatExp.exp(x) - exact) / Math.ulp((float) exact))
          .as("exp(%s)", x)
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void specialValues() {
    assertThat(FloatExp.exp(0f)).isEqualTo(1);
    assertThat(FloatExp.exp(-0f)).isEqualTo(1);
    assertThat(FloatExp.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(FloatExp.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatExp.exp(88.8f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(FloatExp.exp(-88f)).isZero();
    assertThat(FloatExp.exp(Float.NaN)).isNaN();
  }

  private static IntStream pieces() {
    return IntStream.range(0, PIECES).parallel();
  }

  private static int start(int piece) {
    long span = (long) LAST - FIRST;
    return (int) (FIRST + span * piece / PIECES);
  }
}
