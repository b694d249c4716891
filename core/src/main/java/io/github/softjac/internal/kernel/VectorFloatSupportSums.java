package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// [FloatSupportSums] with the Vector API.
final class VectorFloatSupportSums {

  private static final int LANES = FloatSoftmax.LANES;

  private VectorFloatSupportSums() {}

  /// A line of lanes for each sum. Of the last classes, those behind the row are given a target of
  /// 0.
  static void lanes(
      float[] z, float[] t, double threshold, double[] lanes, int offset, int classes) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector thresholds = DoubleVector.broadcast(D, threshold);
    for (int lane = 0; lane < LANES; lane += L) {
      DoubleVector targets0 = zero;
      DoubleVector targets1 = zero;
      DoubleVector squares0 = zero;
      DoubleVector squares1 = zero;
      DoubleVector gaps0 = zero;
      DoubleVector gaps1 = zero;
      for (int k = lane; k < classes; k += LANES) {
        IntVector own = FirstLanes.bits(classes - k);
        FloatVector tk = FirstLanes.keep(FloatVector.fromArray(F, t, offset + k), own);
        FloatVector zk = FirstLanes.keep(FloatVector.fromArray(F, z, offset + k), own);
        DoubleVector t0 = (DoubleVector) tk.convertShape(F2D, D, 0);
        DoubleVector t1 = (DoubleVector) tk.convertShape(F2D, D, 1);
        DoubleVector below0 = thresholds.sub(zk.convertShape(F2D, D, 0));
        DoubleVector below1 = thresholds.sub(zk.convertShape(F2D, D, 1));
        below0 = zero.blend(below0, below0.compare(GT, zero).and(t0.compare(GT, zero)));
        below1 = zero.blend(below1, below1.compare(GT, zero).and(t1.compare(GT, zero)));
        targets0 = targets0.add(t0);
        targets1 = targets1.add(t1);
        squares0 = t0.fma(t0, squares0);
        squares1 = t1.fma(t1, squares1);
        gaps0 = t0.fma(below0, gaps0);
        gaps1 = t1.fma(below1, gaps1);
      }
      targets0.intoArray(lanes, lane);
      targets1.intoArray(lanes, lane + H);
      squares0.intoArray(lanes, LANES + lane);
      squares1.intoArray(lanes, LANES + lane + H);
      gaps0.intoArray(lanes, 2 * LANES + lane);
      gaps1.intoArray(lanes, 2 * LANES + lane + H);
    }
  }
}
