package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// The numbers that cross-entropy needs beside those of [LogNumbers], for one tile of L rows after
/// another.
final class CostNumbers {

  private CostNumbers() {}

  /// From g and the logit of each label: `g − z_label`. The targets of a label add up to 1.
  static void labels(int tiles, Scratch scratch) {
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int at = 0; at < tiles * L; at += L) {
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, 3 * at);
      FloatVector z = FloatVector.fromArray(F, scratch.labelLogits, at);
      DoubleVector g0 = (DoubleVector) g.convertShape(F2D, D, 0);
      DoubleVector g1 = (DoubleVector) g.convertShape(F2D, D, 1);
      g0.sub(z.convertShape(F2D, D, 0)).intoArray(scratch.gaps, at);
      g1.sub(z.convertShape(F2D, D, 1)).intoArray(scratch.gaps, at + H);
      one.intoArray(scratch.targets, at);
      one.intoArray(scratch.targets, at + H);
    }
  }

  /// Whether `share·Σt` of each row can be used in float.
  static boolean targetsAreOrdinary(int rows, double perWeight, Scratch scratch) {
    boolean ordinary = true;
    for (int row = 0; row < rows; row++) {
      double scale = scratch.weights[row] * perWeight * scratch.targets[row];
      ordinary &= scale <= ScalarFloatCrossEntropy.LARGEST_SCALE;
    }
    return ordinary;
  }

  /// From q, weights, targets and gaps of each row: its share of all weights; its loss, `weight
  /// (Σt·log(1 + q) + Σ_k t_k (g − z_k))`; and `2⁶⁴ share Σt / total` in two parts, in the lines of
  /// M and of the lowest logit.
  ///
  /// And how the gradient of a label comes from `share·y`: `1·share·y − share`, or where its logit
  /// is the largest `0·share·y − share·q / (1 + q)`.
  static void lossesAndScales(int tiles, double perWeight, Scratch scratch) {
    VectorLog.onePlus(scratch.logs, tiles * L);
    lossesAndScales(
        tiles * L,
        perWeight,
        scratch.weights,
        scratch.targets,
        scratch.gaps,
        scratch.logs,
        scratch.sums,
        scratch.largest,
        scratch.shares,
        scratch.losses,
        scratch.reciprocals);
    for (int at = 0; at < tiles * L; at += L) {
      RowNumbers.split(scratch.reciprocals, at, scratch.numbers, 3 * at);
      LogNumbers.round(scratch.sums, at, scratch.labelSubtrahends, at);
      LogNumbers.round(scratch.largest, at, scratch.labelFactors, at);
    }
  }

  private static void lossesAndScales(
      int rows,
      double perWeight,
      double[] weights,
      double[] targets,
      double[] gaps,
      double[] logs,
      double[] sums,
      double[] largest,
      double[] shares,
      double[] losses,
      double[] reciprocals) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < rows; i += H) {
      DoubleVector weight = DoubleVector.fromArray(D, weights, i);
      DoubleVector target = DoubleVector.fromArray(D, targets, i);
      DoubleVector gap = DoubleVector.fromArray(D, gaps, i);
      DoubleVector others = DoubleVector.fromArray(D, sums, i);
      DoubleVector loss = target.fma(DoubleVector.fromArray(D, logs, i), gap);
      weight.mul(loss).blend(zero, weight.compare(EQ, zero)).intoArray(losses, i);
      DoubleVector share = weight.mul(perWeight);
      share.intoArray(shares, i);
      DoubleVector total = others.add(DoubleVector.fromArray(D, largest, i));
      DoubleVector reciprocal = share.mul(target).mul(0x1p64).div(total);
      reciprocal.intoArray(reciprocals, i);
      VectorMask<Double> isLargest = gap.compare(EQ, zero);
      share.blend(others.mul(reciprocal.mul(0x1p-64)), isLargest).intoArray(sums, i);
      one.blend(zero, isLargest).intoArray(largest, i);
    }
  }
}
