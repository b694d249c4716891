package io.github.softjac.layer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HyperbolicTangentTest {

  @Test
  void errorIsAtMostFiveUlp() {
    double worst = 0;
    float at = 0;
    int last = Float.floatToRawIntBits(20f);
    for (int bits = Float.floatToRawIntBits(1e-20f); bits < last; bits += 997) {
      float x = Float.intBitsToFloat(bits);
      double exact = StrictMath.tanh(x);
      double ulps = Math.abs(HyperbolicTangent.of(x) - exact) / Math.ulp((float) exact);
      if (ulps > worst) {
        worst = ulps;
        at = x;
      }
    }
    assertThat(worst).as("largest error in ulp, at %s", at).isBetween(0.5, 5.0);
  }

  @Test
  void itIsOddToTheBit() {
    for (float x = 0; x < 12; x += 0.0137f) {
      assertThat(HyperbolicTangent.of(-x)).isEqualTo(-HyperbolicTangent.of(x));
    }
  }

  @Test
  void itNeverLeavesItsRange() {
    assertThat(HyperbolicTangent.of(Float.POSITIVE_INFINITY)).isEqualTo(1f);
    assertThat(HyperbolicTangent.of(Float.NEGATIVE_INFINITY)).isEqualTo(-1f);
    for (float x = 7; x < 9; x += 0.001f) {
      assertThat(HyperbolicTangent.of(x)).isBetween(0.99999f, 1f);
    }
  }

  @Test
  void notANumberStaysSo() {
    assertThat(HyperbolicTangent.of(Float.NaN)).isNaN();
  }
}
