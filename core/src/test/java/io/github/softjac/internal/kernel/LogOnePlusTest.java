package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// log(1 + q) against the library's log1p, which is right to 1 ulp.
final class LogOnePlusTest {

  @Test
  void isRightTo45BitsForEverySize() {
    for (double q = 0x1p-1022; q < 0x1p40; q *= 1.0037) {
      double exact = StrictMath.log1p(q);
      assertThat(Math.abs(LogOnePlus.of(q) - exact) / exact)
          .as("log(1 + %s)", q)
          .isLessThan(0x1p-45);
    }
  }

  @Test
  void isRightWhereTheOctaveChanges() {
    for (int octave = 0; octave < 30; octave++) {
      double border = Math.scalb(Math.sqrt(2), octave) - 1;
      for (double q = border * (1 - 1e-12); q < border * (1 + 1e-12); q += border * 1e-14) {
        double exact = StrictMath.log1p(q);
        assertThat(Math.abs(LogOnePlus.of(q) - exact) / exact)
            .as("log(1 + %s)", q)
            .isLessThan(0x1p-45);
      }
    }
  }

  @Test
  void ofNothingIsZero() {
    assertThat(LogOnePlus.of(0)).isZero();
  }

  @Test
  void ofNanIsNan() {
    assertThat(LogOnePlus.of(Double.NaN)).isNaN();
  }

  @Test
  void vectorsHaveTheSameBits() {
    double[] q = new double[1 << 16];
    double value = 1e-40;
    for (int i = 0; i < q.length; i++) {
      q[i] = value;
      value *= 1.0017;
    }
    q[0] = 0;
    q[5] = Double.NaN;
    double[] expected = Arrays.stream(q).map(LogOnePlus::of).toArray();
    VectorLog.onePlus(q, q.length);
    assertThat(q).containsExactly(expected);
  }
}
