package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Softmax in float against double arithmetic, whose own error is 2⁻²⁷ ulp of a float, over very
/// many rows: in the long suite (`./check-long`) more than a million, otherwise a hundredth of
/// them.
class SoftmaxManyRowsTest {

  private static final boolean LONG = Boolean.getBoolean("softjac.long");
  private static final double[] SCALES = {1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4};

  static IntStream classes() {
    return IntStream.concat(
        IntStream.rangeClosed(1, 67), IntStream.of(127, 128, 129, 1000, 4097, 128_256));
  }

  @ParameterizedTest
  @MethodSource("classes")
  void everyNormalResultIsWithinTwoUlp(int classes) {
    SplittableRandom random = new SplittableRandom(classes);
    int rows = LONG ? Math.max(4, 2_000_000 / (73 * 8) * Math.min(4, 1 + 400 / classes)) : 40;
    rows = Math.min(rows, Math.max(3, 20_000_000 / classes));
    double worst = 0;
    double squares = 0;
    long results = 0;
    for (double scale : SCALES) {
      for (int done = 0; done < rows; done += 64) {
        int batch = Math.min(64, rows - done);
        float[] z = logits(random, batch * classes, scale);
        float[] y = new float[z.length];
        Softmax.forward(z, y, batch, classes);
        for (int row = 0; row < batch; row++) {
          double[] exact = exact(z, row * classes, classes);
          for (int k = 0; k < classes; k++) {
            float found = y[row * classes + k];
            if (exact[k] < Float.MIN_NORMAL) {
              assertThat(found).isLessThanOrEqualTo(Math.nextUp(Float.MIN_NORMAL));
              continue;
            }
            double ulps = Math.abs(found - exact[k]) / Math.ulp((float) exact[k]);
            worst = Math.max(worst, ulps);
            squares += ulps * ulps;
            results++;
          }
        }
      }
    }
    System.out.printf(
        "softmax in float, K = %d: %d results, at most %.3f ulp, rms %.3f%n",
        classes, results, worst, Math.sqrt(squares / results));
    assertThat(worst).isLessThanOrEqualTo(2);
  }

  /// Normal logits of this spread, a third of the batches far from 0 together.
  private static float[] logits(SplittableRandom random, int length, double scale) {
    double shift = random.nextInt(3) == 0 ? 1e5 * (random.nextDouble() - 0.5) : 0;
    float[] z = new float[length];
    for (int i = 0; i < length; i++) {
      z[i] = (float) (scale * random.nextGaussian() + shift);
    }
    return z;
  }

  private static double[] exact(float[] z, int offset, int classes) {
    double max = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < classes; k++) {
      max = Math.max(max, z[offset + k]);
    }
    double[] e = new double[classes];
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      e[k] = StrictMath.exp(z[offset + k] - max);
      sum += e[k];
    }
    for (int k = 0; k < classes; k++) {
      e[k] /= sum;
    }
    return e;
  }
}
