package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;

/// [FloatRanked] with the Vector API: a vector holds one class of many rows, so that their running
/// sums do not wait for each other.
final class VectorFloatRanked {

  /// Rows that are longer are left to the plain loops.
  private static final int MOST_CLASSES = Scratch.RANKED_CLASSES;

  private VectorFloatRanked() {}

  /// Of as many rows as make whole tiles.
  ///
  /// @return how many rows are done
  static int gradients(
      float[] y,
      float[] t,
      int[] largestAt,
      double[] more,
      float[] dz,
      double[] losses,
      int rows,
      int classes) {
    if (classes > MOST_CLASSES) {
      return 0;
    }
    Scratch scratch = Scratch.ofThread();
    scratch.growRankedTargets(classes);
    float[] tile = scratch.rankedOutputs;
    float[] second = scratch.rankedTargets;
    int row = 0;
    for (; row <= rows - L; row += L) {
      Tiles.load(y, row * classes, classes, tile, 0);
      Tiles.load(t, row * classes, classes, second, 0);
      for (int i = 0; i < L; i++) {
        scratch.gaps[i] = largestAt[row + i];
      }
      tile(tile, second, scratch.gaps, more, losses, row, classes);
      Tiles.store(second, 0, dz, row * classes, classes, scratch.block);
    }
    return row;
  }

  /// Replaces the targets by the differences, and these by the gradient; adding 0 turns −0 into 0.
  private static void tile(
      float[] y,
      float[] t,
      double[] largestAt,
      double[] more,
      double[] losses,
      int row,
      int classes) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector at0 = DoubleVector.fromArray(D, largestAt, 0);
    DoubleVector at1 = DoubleVector.fromArray(D, largestAt, H);
    DoubleVector more0 = DoubleVector.fromArray(D, more, row);
    DoubleVector more1 = DoubleVector.fromArray(D, more, row + H);
    DoubleVector outputs0 = zero;
    DoubleVector outputs1 = zero;
    DoubleVector targets0 = zero;
    DoubleVector targets1 = zero;
    DoubleVector loss0 = zero;
    DoubleVector loss1 = zero;
    DoubleVector mean0 = zero;
    DoubleVector mean1 = zero;
    for (int k = 0; k < classes - 1; k++) {
      FloatVector yk = FloatVector.fromArray(F, y, k * L);
      FloatVector tk = FloatVector.fromArray(F, t, k * L);
      DoubleVector y0 = (DoubleVector) yk.convertShape(F2D, D, 0);
      DoubleVector y1 = (DoubleVector) yk.convertShape(F2D, D, 1);
      outputs0 = outputs0.add(y0.add(more0, at0.compare(EQ, k)));
      outputs1 = outputs1.add(y1.add(more1, at1.compare(EQ, k)));
      targets0 = targets0.add(tk.convertShape(F2D, D, 0));
      targets1 = targets1.add(tk.convertShape(F2D, D, 1));
      DoubleVector difference0 = outputs0.sub(targets0);
      DoubleVector difference1 = outputs1.sub(targets1);
      loss0 = difference0.fma(difference0, loss0);
      loss1 = difference1.fma(difference1, loss1);
      mean0 = difference0.fma(outputs0, mean0);
      mean1 = difference1.fma(outputs1, mean1);
      ((FloatVector) difference0.convertShape(D2F, F, 0))
          .add(difference1.convertShape(D2F, F, -1))
          .intoArray(t, k * L);
    }
    FloatVector.zero(F).intoArray(t, (classes - 1) * L);
    loss0.intoArray(losses, row);
    loss1.intoArray(losses, row + H);
    DoubleVector sum0 = zero;
    DoubleVector sum1 = zero;
    for (int k = classes - 1; k >= 0; k--) {
      FloatVector yk = FloatVector.fromArray(F, y, k * L);
      FloatVector difference = FloatVector.fromArray(F, t, k * L);
      sum0 = sum0.add(difference.convertShape(F2D, D, 0));
      sum1 = sum1.add(difference.convertShape(F2D, D, 1));
      DoubleVector slope0 = sum0.sub(mean0);
      DoubleVector slope1 = sum1.sub(mean1);
      yk = yk.add(yk);
      DoubleVector slopes0 = slope0.mul(yk.convertShape(F2D, D, 0));
      DoubleVector slopes1 = slope1.mul(yk.convertShape(F2D, D, 1));
      ((FloatVector) slopes0.convertShape(D2F, F, 0))
          .add(slopes1.convertShape(D2F, F, -1))
          .add(0)
          .intoArray(t, k * L);
    }
  }
}
