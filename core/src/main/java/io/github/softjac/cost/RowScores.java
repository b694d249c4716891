package io.github.softjac.cost;

import io.github.softjac.internal.kernel.ExpectationScore;
import io.github.softjac.internal.kernel.FloatKernels;
import io.github.softjac.internal.kernel.FloatSparsemax;
import io.github.softjac.internal.kernel.KernelOptions;
import io.github.softjac.internal.kernel.LabelScore;
import io.github.softjac.internal.kernel.RankedScore;
import io.github.softjac.internal.kernel.RowScore;
import io.github.softjac.internal.kernel.SparsemaxScore;
import io.github.softjac.internal.kernel.SquaresScore;
import org.jspecify.annotations.Nullable;

/// Which costs of index labels the kernels carry through a row: those that need nothing of it but
/// the output of its label, that and the sum of all squared outputs, the expectation of a number of
/// each class, running sums, or the threshold of sparsemax.
final class RowScores {

  private static final RankedScore RANKED = new RankedScore();
  private static final SparsemaxScore SPARSEMAX = new SparsemaxScore();

  private RowScores() {}

  /// How a cost goes by such numbers; null if it does not, and for cross-entropy, which the kernels
  /// know.
  ///
  /// @throws IllegalArgumentException if the cost is of another number of classes
  static @Nullable RowScore of(Cost cost, int classes) {
    return switch (cost) {
      case SquaredError squaredError -> squaredError.squaresScore();
      case SphericalScore spherical -> spherical.squaresScore();
      case ReversedKullbackLeibler reversed -> reversed.expectationScore();
      case RankedProbability ranked -> RANKED;
      case SparsemaxLoss sparsemax -> SPARSEMAX;
      case CostSensitive costs -> costs.rowScore(classes);
      case SeparableCost separable -> separable.labelScore();
      default -> null;
    };
  }

  /// Softmax and cost of the rows from `firstRow` on, as [FloatKernels] says.
  ///
  /// @param score null: cross-entropy
  /// @param options no z-loss with sparsemax
  static double run(
      @Nullable RowScore score,
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double total,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return switch (score) {
      case SquaresScore squares ->
          FloatKernels.costOfSquares(
              z, labels, squares, options, weights, total, dz, losses, firstRow, rows, classes);
      case ExpectationScore expectation ->
          FloatKernels.costOfExpectation(
              z, labels, expectation, options, weights, total, dz, losses, firstRow, rows, classes);
      case RankedScore ranked ->
          FloatKernels.rankedOfLabels(
              z, labels, options, weights, total, dz, losses, firstRow, rows, classes);
      case SparsemaxScore sparsemax ->
          FloatSparsemax.ofLabels(z, labels, weights, total, dz, losses, firstRow, rows, classes);
      case LabelScore label ->
          FloatKernels.costOfLabels(
              z, labels, label, options, weights, total, dz, losses, firstRow, rows, classes);
      case null ->
          FloatKernels.costOfLabels(
              z, labels, null, options, weights, total, dz, losses, firstRow, rows, classes);
    };
  }
}
