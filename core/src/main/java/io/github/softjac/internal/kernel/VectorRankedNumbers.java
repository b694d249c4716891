package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/// The numbers of rows of ranked classes, for one tile of L rows after another: the twin of
/// [RankedNumbers].
final class VectorRankedNumbers {

  private VectorRankedNumbers() {}

  /// From the sums of the others, the largest exponentials, those of the labels and their gaps: O
  /// of each row, and 1 over its unit.
  static void begin(int tiles, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector total = others.add(DoubleVector.fromArray(D, scratch.largest, i));
      VectorMask<Double> isLargest = DoubleVector.fromArray(D, scratch.gaps, i).compare(EQ, zero);
      DoubleVector own = DoubleVector.fromArray(D, scratch.outputs, i);
      DoubleVector span = total.sub(own).blend(others, isLargest);
      LongVector exponent = span.reinterpretAsLongs().and(RankedNumbers.EXPONENT);
      DoubleVector unit = exponent.reinterpretAsDoubles();
      DoubleVector perUnit = exponent.neg().add(RankedNumbers.RECIPROCAL).reinterpretAsDoubles();
      perUnit = perUnit.blend(zero, unit.compare(EQ, zero));
      unit.intoArray(scratch.unitsInDouble, i);
      span.mul(perUnit).intoArray(scratch.spans, i);
      perUnit.intoArray(scratch.alphasInDouble, i);
    }
    for (int at = 0; at < tiles * L; at += L) {
      LogNumbers.round(scratch.alphasInDouble, at, scratch.units, at);
    }
  }

  /// From the sums of squares: cost, share and derivatives of each row.
  static void end(int tiles, KernelOptions options, double perWeight, Scratch scratch) {
    if (options.zLoss() > 0) {
      VectorLog.onePlus(scratch.logs, tiles * L); // else nothing times a finite number
    }
    derivatives(tiles, options.zLoss(), perWeight, scratch);
    for (int at = 0; at < tiles * L; at += L) {
      OptionNumbers.round(scratch.alphasInDouble, at, scratch.alphas, at);
      OptionNumbers.round(scratch.factors, at, scratch.labelSubtrahends, at);
      FloatVector.zero(F).intoArray(scratch.labelFactors, at);
    }
  }

  private static void derivatives(int tiles, double zLoss, double perWeight, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector reciprocal = one.div(others.add(largest));
      DoubleVector unit = DoubleVector.fromArray(D, scratch.unitsInDouble, i).mul(reciprocal);
      VectorMask<Double> isLargest = DoubleVector.fromArray(D, scratch.gaps, i).compare(EQ, zero);
      DoubleVector own = DoubleVector.fromArray(D, scratch.outputs, i);
      DoubleVector y = own.blend(largest, isLargest).mul(reciprocal);
      DoubleVector loss = DoubleVector.fromArray(D, scratch.squares, i).mul(unit.mul(unit));
      DoubleVector logZ =
          DoubleVector.fromArray(D, scratch.maxima, i)
              .add(DoubleVector.fromArray(D, scratch.logs, i));
      DoubleVector slope = logZ.mul(2 * zLoss);
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      VectorMask<Double> weighsNothing = weight.compare(EQ, zero);
      DoubleVector share = weight.mul(perWeight);
      DoubleVector ofLabel = slope.sub(loss.add(loss));
      loss = loss.add(logZ.mul(logZ).mul(zLoss));
      weight.mul(loss).blend(zero, weighsNothing).intoArray(scratch.losses, i);
      share.mul(slope).intoArray(scratch.rests, i);
      share.add(share).mul(unit).mul(reciprocal).intoArray(scratch.alphasInDouble, i);
      share.mul(ofLabel).mul(reciprocal).intoArray(scratch.betasInDouble, i);
      zero.sub(share.mul(y).mul(ofLabel)).intoArray(scratch.factors, i);
    }
  }
}
