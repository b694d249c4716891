package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.I;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The numbers that log-softmax and cross-entropy need beside those of [RowNumbers], for one tile
/// of L rows after another: the rows of tile i start at line 4i of `numbers` and at i·L of the
/// other arrays. Rows that are not in tiles are worked on as if they were tile 0.
final class LogNumbers {

  private LogNumbers() {}

  /// From g and the sum of each row: the sum without the largest exponential e_g, e_g and q.
  ///
  /// @return false if some q is NaN
  static boolean others(int tiles, Scratch scratch) {
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    FloatVector magic = FloatVector.broadcast(F, FloatExp.MAGIC);
    FloatVector log2E = FloatVector.broadcast(F, FloatExp.LOG2_E);
    IntVector table = IntVector.fromArray(I, scratch.expTable, 0);
    boolean ordinary = true;
    for (int at = 0; at < tiles * L; at += L) {
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, 4 * at);
      FloatVector octaves = g.fma(log2E, magic).sub(magic).sub(1);
      FloatVector magics = magic.sub(octaves.mul(4));
      FloatVector t = g.fma(steps, magics);
      FloatVector n = t.sub(magics);
      FloatVector power = VectorFloatExp.power(t, table);
      FloatVector w = VectorFloatExp.expm1(n.fma(low, n.fma(high, g)), q2, q3, q4);
      DoubleVector power0 = (DoubleVector) power.convertShape(F2D, D, 0);
      DoubleVector power1 = (DoubleVector) power.convertShape(F2D, D, 1);
      DoubleVector largest0 = power0.fma((DoubleVector) w.convertShape(F2D, D, 0), power0);
      DoubleVector largest1 = power1.fma((DoubleVector) w.convertShape(F2D, D, 1), power1);
      DoubleVector others0 = DoubleVector.fromArray(D, scratch.sums, at).sub(largest0);
      DoubleVector others1 = DoubleVector.fromArray(D, scratch.sums, at + H).sub(largest1);
      DoubleVector quotient0 = others0.div(largest0);
      DoubleVector quotient1 = others1.div(largest1);
      others0.intoArray(scratch.sums, at);
      others1.intoArray(scratch.sums, at + H);
      largest0.intoArray(scratch.largest, at);
      largest1.intoArray(scratch.largest, at + H);
      quotient0.intoArray(scratch.logs, at);
      quotient1.intoArray(scratch.logs, at + H);
      ordinary &= !quotient0.add(quotient1).test(IS_NAN).anyTrue();
    }
    return ordinary;
  }

  /// Whether in some of the rows the largest exponential is so much of the sum that the others have
  /// to be added on their own.
  static boolean someDominated(int rows, double[] q) {
    boolean some = false;
    for (int row = 0; row < rows; row++) {
      some |= q[row] < FloatLogSoftmax.DOMINATED;
    }
    return some;
  }

  /// log(1 + q) of each row, rounded to float, in the line of M.
  static void logSums(int tiles, Scratch scratch) {
    VectorLog.onePlus(scratch.logs, tiles * L);
    for (int at = 0; at < tiles * L; at += L) {
      round(scratch.logs, at, scratch.numbers, 4 * at + L);
    }
  }

  /// L doubles to floats; below 2⁻¹²⁶: 0.
  static void round(double[] from, int at, float[] to, int start) {
    FloatVector lower = (FloatVector) DoubleVector.fromArray(D, from, at).convertShape(D2F, F, 0);
    FloatVector upper =
        (FloatVector) DoubleVector.fromArray(D, from, at + H).convertShape(D2F, F, -1);
    FloatVector v = lower.add(upper);
    v.blend(FloatVector.zero(F), v.compare(LT, Float.MIN_NORMAL)).intoArray(to, start);
  }
}
