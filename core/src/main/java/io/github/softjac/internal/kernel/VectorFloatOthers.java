package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// The exponentials of a dominated row without the largest, added on their own in double: the twin
/// of the same in [ScalarFloatLogSoftmax].
final class VectorFloatOthers {

  private static final int LANES = FloatSoftmax.LANES;

  private VectorFloatOthers() {}

  /// What a chunk of a long row at `from` adds to the sum.
  ///
  /// @param half of the largest exponential
  /// @param least exponentials of this and less count as 0
  static double chunk(float[] e, int from, int length, float half, float least, double[] lanes) {
    int tail = length % LANES;
    Arrays.fill(lanes, 0);
    for (int lane = 0; lane < LANES; lane += L) {
      whole(e, from + lane, from + length - tail, half, least, lanes, lane);
    }
    for (int lane = 0; lane < tail; lane++) {
      float ek = e[from + length - tail + lane];
      lanes[lane] += ek >= half || ek <= least ? 0 : ek;
    }
    return ScalarFloatBackward.fold(lanes);
  }

  private static void whole(
      float[] e, int from, int to, float half, float least, double[] lanes, int lane) {
    FloatVector zero = FloatVector.zero(F);
    DoubleVector sum0 = DoubleVector.zero(D);
    DoubleVector sum1 = sum0;
    for (int k = from; k < to; k += LANES) {
      FloatVector ek = FloatVector.fromArray(F, e, k);
      ek = ek.blend(zero, ek.compare(GE, half).or(ek.compare(LE, least)));
      sum0 = sum0.add(ek.convertShape(F2D, D, 0));
      sum1 = sum1.add(ek.convertShape(F2D, D, 1));
    }
    sum0.intoArray(lanes, lane);
    sum1.intoArray(lanes, lane + H);
  }

  /// Corrects the numbers of the dominated rows of tiles.
  static void tiles(float[] e, int tiles, int length, Scratch scratch) {
    for (int i = 0; i < tiles; i++) {
      for (int row = i * L; row < (i + 1) * L; row++) {
        if (scratch.logs[row] < FloatLogSoftmax.DOMINATED) {
          float g = scratch.numbers[i * RowNumbers.LENGTH + row - i * L];
          float half = (float) scratch.largest[row] / 2;
          float least = ScalarFloatLogSoftmax.least(g);
          double sum = 0;
          for (int k = i * length + row - i * L; k < (i + 1) * length; k += L) {
            sum += e[k] >= half || e[k] <= least ? 0 : e[k];
          }
          set(scratch, row, sum);
        }
      }
    }
  }

  /// Corrects the numbers of the dominated rows, of one row if it is longer than a chunk.
  static void rows(float[] e, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      if (scratch.logs[row] < FloatLogSoftmax.DOMINATED) {
        float half = (float) scratch.largest[row] / 2;
        float least = ScalarFloatLogSoftmax.least(scratch.numbers[row]);
        double sum = 0;
        for (int done = 0; done < classes; done += FloatSoftmax.CHUNK) {
          int length = Math.min(FloatSoftmax.CHUNK, classes - done);
          sum += chunk(e, offset + row * classes + done, length, half, least, scratch.lanes);
        }
        set(scratch, row, sum);
      }
    }
  }

  static void set(Scratch scratch, int row, double others) {
    scratch.sums[row] = others;
    scratch.logs[row] = others / scratch.largest[row];
  }
}
