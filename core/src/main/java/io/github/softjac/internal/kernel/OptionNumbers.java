package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import org.jspecify.annotations.Nullable;

/// [CostNumbers] with label smoothing and z-loss: the twin of the numbers of a row in
/// [ScalarFloatOptions], for one tile of L rows after another.
final class OptionNumbers {

  private OptionNumbers() {}

  /// Keeps g of each row, which may be moved to 0 later.
  static void keepLargest(int tiles, Scratch scratch) {
    for (int at = 0; at < tiles * L; at += L) {
      FloatVector g = FloatVector.fromArray(F, scratch.numbers, 4 * at);
      ((DoubleVector) g.convertShape(F2D, D, 0)).intoArray(scratch.maxima, at);
      ((DoubleVector) g.convertShape(F2D, D, 1)).intoArray(scratch.maxima, at + H);
    }
  }

  /// Whether what y is multiplied by can be used in float, in each row.
  static boolean scalesAreOrdinary(
      KernelOptions options, int rows, double perWeight, Scratch scratch) {
    if (options.zLoss() == 0) {
      return CostNumbers.targetsAreOrdinary(rows, perWeight, scratch);
    }
    boolean ordinary = true;
    for (int row = 0; row < rows; row++) {
      double share = scratch.weights[row] * perWeight;
      double scale = options.largestScale(share, scratch.targets[row], scratch.maxima[row]);
      ordinary &= scale <= ScalarFloatCrossEntropy.LARGEST_SCALE;
    }
    return ordinary;
  }

  /// The same as [CostNumbers#lossesAndScales]; besides, what each gradient is less by because of
  /// the smoothing, and in `shares` the share that the targets keep.
  ///
  /// @param score null: cross-entropy; else the exponential of each row's label is in `outputs`
  static void lossesAndScales(
      int tiles,
      int rows,
      int classes,
      @Nullable LabelScore score,
      KernelOptions options,
      double perWeight,
      Scratch scratch) {
    VectorLog.onePlus(scratch.logs, tiles * L);
    losses(tiles, options, classes, scratch);
    if (score != null) {
      CostNumbers.score(score, rows, scratch);
    }
    DoubleVector zero = DoubleVector.zero(D);
    double least = options.smoothing() / classes;
    double most = options.smoothing() - least;
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      DoubleVector targets = DoubleVector.fromArray(D, scratch.targets, i);
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector loss = DoubleVector.fromArray(D, scratch.losses, i);
      DoubleVector factor = DoubleVector.fromArray(D, scratch.factors, i);
      VectorMask<Double> weighsNothing = weight.compare(EQ, zero);
      DoubleVector logZ =
          DoubleVector.fromArray(D, scratch.maxima, i)
              .add(DoubleVector.fromArray(D, scratch.logs, i));
      DoubleVector slope = logZ.mul(2 * options.zLoss());
      loss = loss.add(logZ.mul(logZ).mul(options.zLoss()));
      weight.mul(loss).blend(zero, weighsNothing).intoArray(scratch.losses, i);
      DoubleVector share = weight.mul(perWeight).blend(zero, weighsNothing);
      DoubleVector total = others.add(largest);
      DoubleVector scale = factor.mul(targets).add(slope);
      share.mul(scale).mul(0x1p64).div(total).intoArray(scratch.reciprocals, i);
      share.mul(targets.mul(least)).intoArray(scratch.rests, i);
      share.mul(1 - options.smoothing()).intoArray(scratch.shares, i);
      DoubleVector own = factor.mul(1 - options.smoothing());
      DoubleVector ofLargest =
          factor.mul(others.div(total).sub(most)).sub(slope.mul(largest.div(total)));
      VectorMask<Double> isLargest = DoubleVector.fromArray(D, scratch.gaps, i).compare(EQ, zero);
      share.mul(own.blend(ofLargest, isLargest)).intoArray(scratch.sums, i);
      DoubleVector.broadcast(D, 1).blend(zero, isLargest).intoArray(scratch.largest, i);
    }
    for (int at = 0; at < tiles * L; at += L) {
      RowNumbers.split(scratch.reciprocals, at, scratch.numbers, 4 * at);
      round(scratch.sums, at, scratch.labelSubtrahends, at);
      round(scratch.rests, at, scratch.floors, at);
      LogNumbers.round(scratch.largest, at, scratch.labelFactors, at);
    }
  }

  /// Cross-entropy of each row before weights and z-loss, and the factor 1.
  private static void losses(int tiles, KernelOptions options, int classes, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    double least = options.smoothing() / classes;
    double kept = 1 - options.smoothing();
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector targets = DoubleVector.fromArray(D, scratch.targets, i);
      DoubleVector gap = DoubleVector.fromArray(D, scratch.gaps, i);
      gap = kept == 0 ? zero : gap.mul(kept);
      if (least > 0) {
        DoubleVector spread = DoubleVector.fromArray(D, scratch.spreads, i);
        DoubleVector smoothed = gap.add(targets.mul(least).mul(spread));
        gap = smoothed.blend(gap, targets.compare(EQ, zero));
      }
      targets.fma(DoubleVector.fromArray(D, scratch.logs, i), gap).intoArray(scratch.losses, i);
      one.intoArray(scratch.factors, i);
    }
  }

  /// L doubles to floats; less than 2⁻¹²⁶ from 0: 0.
  static void round(double[] from, int at, float[] to, int start) {
    FloatVector lower = (FloatVector) DoubleVector.fromArray(D, from, at).convertShape(D2F, F, 0);
    FloatVector upper =
        (FloatVector) DoubleVector.fromArray(D, from, at + H).convertShape(D2F, F, -1);
    FloatVector v = lower.add(upper);
    v.blend(FloatVector.zero(F), v.abs().compare(LT, Float.MIN_NORMAL)).intoArray(to, start);
  }
}
