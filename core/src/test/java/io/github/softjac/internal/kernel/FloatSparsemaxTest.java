package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The loss of sparsemax in vectors is that in plain loops, to the bit.
final class FloatSparsemaxTest {

  private static final int TILES = 2;

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 8, 10, 17, 31, 32, 63, 64, 65, 70, 200, 1000})
  void labelsInVectorsAreThoseOfPlainLoopsToTheBit(int classes) {
    for (double deviation : new double[] {0, 0.2, 1, 5, 1e30}) {
      for (float odd : new float[] {0, Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE}) {
        int tiles = Math.min(TILES, VectorFloatTile.tilesAtOnce(classes));
        int rows = VectorFloatSparsemax.rows(tiles);
        float[] z = logits(rows, classes, deviation, odd);
        RandomRows random = new RandomRows(classes);
        int[] labels = new int[rows];
        float[] weights = new float[rows];
        for (int row = 0; row < rows; row++) {
          labels[row] = row == 3 ? -1 : random.integer(0, classes);
          weights[row] = row % 5 / 2f;
        }
        Scratch scratch = Scratch.ofThread();
        scratch.growSupport(classes);
        double[] expectedLosses = new double[rows];
        float[] expected = z.clone();
        double expectedLoss =
            FloatSparsemax.rows(
                z, labels, weights, 0.3, expected, 0, rows, classes, 1, expectedLosses, scratch);
        double[] losses = new double[rows];
        float[] found = z.clone(); // in place
        double loss =
            VectorFloatSparsemax.ofLabels(
                found, labels, weights, 0.3, found, 0, tiles, classes, 1, losses, scratch);
        String what = "deviation %s, odd %s".formatted(deviation, odd);
        assertThat(bits(found)).as(what).isEqualTo(bits(expected));
        assertThat(losses).as(what).containsExactly(expectedLosses);
        assertThat(Double.valueOf(loss)).as(what).isEqualTo(Double.valueOf(expectedLoss));
      }
    }
  }

  /// One logit in a row is odd, unless that is 0.
  private static float[] logits(int rows, int classes, double deviation, float odd) {
    double[] wide = new RandomRows(classes).normal(rows * classes, deviation, 0);
    float[] z = new float[wide.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) wide[i];
    }
    for (int row = 0; row < rows && odd != 0; row += 7) {
      z[row * classes + row % classes] = odd;
    }
    return z;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(values[i]));
    return bits;
  }
}
