package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/// The numbers that cross-entropy needs beside those of [LogNumbers], for one tile of L rows after
/// another.
///
/// Here and in [VectorFloatTargets], methods that the compiler would make part of their caller,
/// since they are short and hot, are kept longer than that: the caller would grow too large for all
/// of its vectors to stay in registers, on some runs and not on others.
final class CostNumbers {

  private CostNumbers() {}

  /// From g and the logit of each label: `g − z_label`. The targets of a label add up to 1.
  static void labels(int tiles, Scratch scratch) {
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int at = 0; at < tiles * L; at += L) {
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, 4 * at);
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

  /// Whether the share of each row can be used in float.
  static boolean sharesAreOrdinary(int rows, double perWeight, Scratch scratch) {
    boolean ordinary = true;
    for (int row = 0; row < rows; row++) {
      ordinary &= scratch.weights[row] * perWeight <= ScalarFloatCrossEntropy.LARGEST_SCALE;
    }
    return ordinary;
  }

  /// From q, weights, targets and gaps of each row: its loss before weights, `Σt·log(1 + q) + Σ_k
  /// t_k (g − z_k)`, and the factor 1, or what the score makes of them; its share of all weights,
  /// times the factor; the loss times the weight; and `2⁶⁴ share Σt / total` in two parts, in the
  /// lines of M and of the lowest logit.
  ///
  /// And how the gradient of a label comes from `share·y`: `1·share·y − share`, or where its logit
  /// is the largest `0·share·y − share·q / (1 + q)`.
  ///
  /// @param score null: cross-entropy; else the exponential of each row's label is in `outputs`
  static void lossesAndScales(
      int tiles, int rows, @Nullable LabelScore score, double perWeight, Scratch scratch) {
    VectorLog.onePlus(scratch.logs, tiles * L);
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector targets = DoubleVector.fromArray(D, scratch.targets, i);
      DoubleVector gap = DoubleVector.fromArray(D, scratch.gaps, i);
      targets.fma(DoubleVector.fromArray(D, scratch.logs, i), gap).intoArray(scratch.losses, i);
      one.intoArray(scratch.factors, i);
    }
    if (score != null) {
      score(score, rows, scratch);
    }
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      DoubleVector targets = DoubleVector.fromArray(D, scratch.targets, i);
      DoubleVector gap = DoubleVector.fromArray(D, scratch.gaps, i);
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector loss = DoubleVector.fromArray(D, scratch.losses, i);
      VectorMask<Double> weighsNothing = weight.compare(EQ, zero);
      weight.mul(loss).blend(zero, weighsNothing).intoArray(scratch.losses, i);
      DoubleVector factor = DoubleVector.fromArray(D, scratch.factors, i);
      DoubleVector share = weight.mul(perWeight).mul(factor).blend(zero, weighsNothing);
      share.intoArray(scratch.shares, i);
      DoubleVector total = others.add(DoubleVector.fromArray(D, scratch.largest, i));
      DoubleVector reciprocal = share.mul(targets).mul(0x1p64).div(total);
      reciprocal.intoArray(scratch.reciprocals, i);
      VectorMask<Double> isLargest = gap.compare(EQ, zero);
      share.blend(others.mul(reciprocal.mul(0x1p-64)), isLargest).intoArray(scratch.sums, i);
      one.blend(zero, isLargest).intoArray(scratch.largest, i);
    }
    for (int at = 0; at < tiles * L; at += L) {
      RowNumbers.split(scratch.reciprocals, at, scratch.numbers, 4 * at);
      LogNumbers.round(scratch.sums, at, scratch.labelSubtrahends, at);
      LogNumbers.round(scratch.largest, at, scratch.labelFactors, at);
    }
  }

  /// From the loss of cross-entropy and the exponential of each row's label, in `outputs`: what the
  /// score makes of the row.
  static void score(LabelScore score, int rows, Scratch scratch) {
    double[] logY = scratch.logOutputs;
    double[] y = scratch.outputs;
    double[] rest = scratch.rests;
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < rows; i += H) {
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector total = others.add(largest);
      VectorMask<Double> isLargest = DoubleVector.fromArray(D, scratch.gaps, i).compare(EQ, zero);
      DoubleVector s = DoubleVector.fromArray(D, scratch.losses, i).neg();
      DoubleVector output =
          DoubleVector.fromArray(D, y, i)
              .blend(largest, isLargest)
              .div(total)
              .blend(zero, s.compare(LT, ScalarFloatCrossEntropy.LEAST_LOG));
      s.intoArray(logY, i);
      output.intoArray(y, i);
      one.sub(output).blend(others.div(total), isLargest).intoArray(rest, i);
    }
    score.score(logY, y, rest, scratch.losses, scratch.factors, rows);
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(logY[row])) {
        scratch.losses[row] = Double.NaN;
      }
    }
  }
}
