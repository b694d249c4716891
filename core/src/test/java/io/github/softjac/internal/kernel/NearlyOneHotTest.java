package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of which one class takes nearly all: loss and gradient are tiny and keep their digits.
final class NearlyOneHotTest {

  private static final float[] NO_WEIGHTS = {};
  private static final double ALLOWED = 1e-7;

  private final FloatLogSoftmax kernel = new VectorFloatLogSoftmax();

  /// Many equal terms far below the largest are the worst case of their sum: every addition rounds
  /// the same way.
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 31, 32, 100, 1000, 4096, 5000, 100_000})
  void lossAndGradientAreRightToSevenDigitsWhateverTheirSize(int classes) {
    for (double gap : new double[] {3, 5.1, 8.3, 12.7, 16.9, 23, 31.4, 60, 80}) {
      float[] z = new float[classes];
      Arrays.fill(z, -(float) gap);
      z[classes / 2] = 0;
      double q = (classes - 1) * StrictMath.exp(z[0]);
      double exact = StrictMath.log1p(q);

      float[] dz = new float[classes];
      double loss =
          kernel.crossEntropy(z, new int[] {classes / 2}, NO_WEIGHTS, 1, dz, 0, 1, classes);
      assertThat(Math.abs(loss - exact) / exact).as("loss, gap %s", gap).isLessThan(ALLOWED);
      double dzLabel = -q / (1 + q);
      assertThat(Math.abs(dz[classes / 2] - dzLabel) / -dzLabel)
          .as("gradient, gap %s", gap)
          .isLessThan(ALLOWED);

      float[] t = new float[classes];
      t[classes / 2] = 1;
      double lossOfTarget = kernel.crossEntropy(z, t, NO_WEIGHTS, 1, dz, 0, 1, classes);
      assertThat(lossOfTarget).as("the same loss, gap %s", gap).isEqualTo(loss);
    }
  }
}
