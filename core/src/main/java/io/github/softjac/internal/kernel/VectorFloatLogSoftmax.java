package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Log-softmax and softmax + cross-entropy with the Vector API: the twin of [ScalarFloatLogSoftmax].
///
/// Rows go through the same phases as in [VectorFloatRows]; short ones wait for their tile. The
/// exponentials are the same too, but those of the largest logit are counted instead of added.
final class VectorFloatLogSoftmax implements FloatLogSoftmax {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
  private static final int L = F.length();
  private static final int LANES = FloatSoftmax.LANES;
  private static final int CHUNK = FloatSoftmax.CHUNK;
  private static final int ELEMENTS_AT_ONCE = 4096;
  private static final int[] TABLE = FloatExp.scaledTable();

  @Override
  public void forward(float[] z, float[] logY, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    if (classes < L || classes > CHUNK) {
      for (int row = 0; row < rows; row++) {
        ScalarFloatLogSoftmax.forwardRow(z, logY, offset + row * classes, classes, scratch);
      }
      return;
    }
    int rowsAtOnce = Math.clamp(ELEMENTS_AT_ONCE / classes, 1, L);
    for (int row = 0; row < rows; row += rowsAtOnce) {
      int group = Math.min(rowsAtOnce, rows - row);
      // next
    }
  }
}
