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

/// The numbers of rows for a cost by its [SquaresScore], for one tile of L rows after another: the
/// twin of [SquaresNumbers].
final class VectorSquaresNumbers {

  private VectorSquaresNumbers() {}

  /// From the sums of squares, q, the exponentials of the labels in `outputs` and their gaps: cost,
  /// share and derivatives of each row.
  static void of(
      int rows, SquaresScore score, KernelOptions options, double perWeight, Scratch scratch) {
    outputs(rows, scratch);
    score.score(
        scratch.outputs,
        scratch.rests,
        scratch.squares,
        scratch.losses,
        scratch.factors,
        scratch.gammas,
        rows);
    if (options.zLoss() > 0) {
      VectorLog.onePlus(scratch.logs, rows); // else nothing times a finite number
    }
    derivatives(rows, options, perWeight, scratch);
    for (int at = 0; at < rows; at += L) {
      OptionNumbers.round(scratch.alphasInDouble, at, scratch.alphas, at);
      OptionNumbers.round(scratch.betasInDouble, at, scratch.betas, at);
      OptionNumbers.round(scratch.rests, at, scratch.labelSubtrahends, at);
      OptionNumbers.round(scratch.otherSquares, at, scratch.slopesOfLargest, at);
      FloatVector.zero(F).intoArray(scratch.labelFactors, at);
    }
  }

  private static void outputs(int rows, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    DoubleVector one = DoubleVector.broadcast(D, 1);
    for (int i = 0; i < rows; i += H) {
      DoubleVector others = DoubleVector.fromArray(D, scratch.sums, i);
      DoubleVector largest = DoubleVector.fromArray(D, scratch.largest, i);
      DoubleVector reciprocal = one.div(others.add(largest));
      DoubleVector reciprocalSquare = reciprocal.mul(reciprocal);
      VectorMask<Double> isLargest = DoubleVector.fromArray(D, scratch.gaps, i).compare(EQ, zero);
      VectorMask<Double> dominated =
          DoubleVector.fromArray(D, scratch.logs, i).compare(LT, FloatLogSoftmax.DOMINATED);
      DoubleVector rounded = (DoubleVector) largest.convertShape(D2F, F, 0).convertShape(F2D, D, 0);
      DoubleVector ofLargest = rounded.mul(rounded);
      DoubleVector own = DoubleVector.fromArray(D, scratch.outputs, i);
      DoubleVector ofLabel = own.mul(own);
      DoubleVector squares =
          DoubleVector.fromArray(D, scratch.products, i).sub(ofLabel.blend(zero, dominated));
      DoubleVector ofOthers = squares.add(ofLabel);
      DoubleVector y = own.blend(largest, isLargest).mul(reciprocal);
      one.sub(y).blend(others.mul(reciprocal), isLargest).intoArray(scratch.rests, i);
      y.intoArray(scratch.outputs, i);
      reciprocal.intoArray(scratch.reciprocals, i);
      ofOthers.mul(reciprocalSquare).intoArray(scratch.otherSquares, i);
      squares
          .add(zero.blend(ofLargest, dominated.andNot(isLargest)))
          .mul(reciprocalSquare)
          .intoArray(scratch.squares, i);
    }
  }

  /// `share·α / Z²`, `share·β / Z`, what is taken off 0 for the label and the gradient of the
  /// largest, the last two in `rests` and `otherSquares`.
  private static void derivatives(
      int rows, KernelOptions options, double perWeight, Scratch scratch) {
    DoubleVector zero = DoubleVector.zero(D);
    for (int i = 0; i < rows; i += H) {
      DoubleVector reciprocal = DoubleVector.fromArray(D, scratch.reciprocals, i);
      DoubleVector squares = DoubleVector.fromArray(D, scratch.squares, i);
      DoubleVector y = DoubleVector.fromArray(D, scratch.outputs, i);
      DoubleVector rest = DoubleVector.fromArray(D, scratch.rests, i);
      DoubleVector alpha = DoubleVector.fromArray(D, scratch.factors, i);
      DoubleVector gamma = DoubleVector.fromArray(D, scratch.gammas, i);
      DoubleVector logZ =
          DoubleVector.fromArray(D, scratch.maxima, i)
              .add(DoubleVector.fromArray(D, scratch.logs, i));
      DoubleVector slope = logZ.mul(2 * options.zLoss());
      DoubleVector loss =
          DoubleVector.fromArray(D, scratch.losses, i).add(logZ.mul(logZ).mul(options.zLoss()));
      DoubleVector weight = DoubleVector.fromArray(D, scratch.weights, i);
      VectorMask<Double> weighsNothing = weight.compare(EQ, zero);
      weight.mul(loss).blend(zero, weighsNothing).intoArray(scratch.losses, i);
      DoubleVector share = weight.mul(perWeight);
      DoubleVector beta = gamma.mul(y).sub(alpha.mul(squares.add(y.mul(y)))).add(slope);
      DoubleVector yLargest = DoubleVector.fromArray(D, scratch.largest, i).mul(reciprocal);
      DoubleVector restLargest = DoubleVector.fromArray(D, scratch.sums, i).mul(reciprocal);
      DoubleVector ofLabel = alpha.mul(y.mul(rest).sub(squares)).sub(gamma.mul(rest)).add(slope);
      DoubleVector ofMost =
          alpha
              .mul(
                  yLargest.mul(restLargest).sub(DoubleVector.fromArray(D, scratch.otherSquares, i)))
              .add(gamma.mul(y))
              .add(slope);
      share
          .mul(alpha)
          .mul(reciprocal.mul(reciprocal))
          .blend(zero, weighsNothing)
          .intoArray(scratch.alphasInDouble, i);
      share
          .mul(beta)
          .mul(reciprocal)
          .blend(zero, weighsNothing)
          .intoArray(scratch.betasInDouble, i);
      zero.sub(share.mul(y).mul(ofLabel)).blend(zero, weighsNothing).intoArray(scratch.rests, i);
      share.mul(yLargest).mul(ofMost).blend(zero, weighsNothing).intoArray(scratch.otherSquares, i);
    }
  }
}
