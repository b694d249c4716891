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

/// The numbers of rows for a cost by its [ExpectationScore], for one tile of L rows after another:
/// the twin of [ExpectationNumbers].
final class VectorExpectationNumbers {

  private VectorExpectationNumbers() {}

  static void of(
      int rows, ExpectationScore score, KernelOptions options, double perWeight, Scratch scratch) {
    if (score.isOfLogarithms() || options.zLoss() > 0) {
      VectorLog.onePlus(scratch.logs, rows); // else nothing times a finite number
    }
    expected(rows, options, perWeight, scratch);
    if (score.isOfLogarithms()) {
      ofLabels(rows, score.logFloor(), options, scratch);
    }
    derivatives(rows, options, scratch);
    for (int at = 0; at < rows; at += L) {
      OptionNumbers.round(scratch.alphasInDouble, at, scratch.alphas, at);
      OptionNumbers.round(scratch.betasInDouble, at, scratch.betas, at);
      if (score.isOfLogarithms()) {
        OptionNumbers.round(scratch.rests, at, scratch.labelSubtrahends, at);
        FloatVector.zero(F).intoArray(scratch.labelFactors, at);
      }
    }
  }

  /// W; the loss without weight and z-loss; β; `1 / Z` and the share.
  private static void expected(int rows, KernelOptions options, double perWeight, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int at = 0; at < rows; at += L) {
      FloatVector bases = FloatVector.fromArray(F, scratch.bases, at);
      ((DoubleVector) bases.convertShape(F2D, D, 0)).intoArray(scratch.losses, at);
      ((DoubleVector) bases.convertShape(F2D, D, 1)).intoArray(scratch.losses, at + H);
    }
    for (int i = 0; i < rows; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector reciprocal = one.div(others.add(largest));
      DoubleVector expected = DoubleVector.fromArray(D, scratch.products, i).mul(reciprocal);
      DoubleVector logZ =
          DoubleVector.fromArray(D, scratch.maxima, i)
              .add(DoubleVector.fromArray(D, scratch.logs, i));
      DoubleVector slope = logZ.mul(2 * options.zLoss());
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      expected.intoArray(scratch.expected, i);
      DoubleVector.fromArray(D, scratch.losses, i).add(expected).intoArray(scratch.losses, i);
      slope.sub(expected).intoArray(scratch.betasInDouble, i);
      reciprocal.intoArray(scratch.reciprocals, i);
      weight.mul(perWeight).blend(zero, weight.compare(EQ, zero)).intoArray(scratch.shares, i);
    }
  }

  /// Loss and β of logarithms, and in `rests` what is taken off 0 for the label.
  private static void ofLabels(int rows, double logFloor, KernelOptions options, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < rows; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector reciprocal = DoubleVector.fromArray(D, scratch.reciprocals, i);
      DoubleVector gap = DoubleVector.fromArray(D, scratch.gaps, i);
      DoubleVector logSum = DoubleVector.fromArray(D, scratch.logs, i);
      VectorMask<Double> isLargest = gap.compare(EQ, zero);
      VectorMask<Double> isNothing =
          gap.neg().sub(logSum).compare(LT, ScalarFloatCrossEntropy.LEAST_LOG);
      DoubleVector y =
          DoubleVector.fromArray(D, scratch.outputs, i)
              .blend(zero, isNothing)
              .blend(largest, isLargest)
              .mul(reciprocal);
      DoubleVector rest = one.sub(y).blend(others.mul(reciprocal), isLargest);
      DoubleVector slope =
          DoubleVector.fromArray(D, scratch.maxima, i).add(logSum).mul(2 * options.zLoss());
      DoubleVector ofLabel = DoubleVector.fromArray(D, scratch.expected, i).sub(rest.mul(logFloor));
      ofLabel.sub(logSum).intoArray(scratch.losses, i);
      DoubleVector.fromArray(D, scratch.betasInDouble, i)
          .sub(y.mul(logFloor))
          .intoArray(scratch.betasInDouble, i);
      DoubleVector.fromArray(D, scratch.shares, i)
          .mul(y)
          .mul(gap.add(ofLabel).sub(slope))
          .blend(zero, isNothing)
          .intoArray(scratch.rests, i);
    }
  }

  /// `share / Z`, `share β / Z`, and the loss with weight and z-loss.
  private static void derivatives(int rows, KernelOptions options, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < rows; i += H) {
      DoubleVector reciprocal = DoubleVector.fromArray(D, scratch.reciprocals, i);
      DoubleVector share = DoubleVector.fromArray(D, scratch.shares, i);
      DoubleVector beta = DoubleVector.fromArray(D, scratch.betasInDouble, i);
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      DoubleVector logZ =
          DoubleVector.fromArray(D, scratch.maxima, i)
              .add(DoubleVector.fromArray(D, scratch.logs, i));
      DoubleVector loss =
          DoubleVector.fromArray(D, scratch.losses, i).add(logZ.mul(logZ).mul(options.zLoss()));
      VectorMask<Double> weighsNothing = weight.compare(EQ, zero);
      weight.mul(loss).blend(zero, weighsNothing).intoArray(scratch.losses, i);
      share.mul(reciprocal).intoArray(scratch.alphasInDouble, i);
      share
          .mul(beta)
          .mul(reciprocal)
          .blend(zero, weighsNothing)
          .intoArray(scratch.betasInDouble, i);
    }
  }
}
