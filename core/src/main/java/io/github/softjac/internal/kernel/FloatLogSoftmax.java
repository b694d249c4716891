package io.github.softjac.internal.kernel;

import org.jspecify.annotations.Nullable;

/// Log-softmax and softmax + cross-entropy for rows of floats. Two implementations with the same
/// results to the last bit: [ScalarFloatLogSoftmax] is the specification, [VectorFloatLogSoftmax]
/// the speed.
///
/// With g the largest logit of a row and q the sum of `exp(z_j − g)` over all classes but one that
/// has it, the logarithm of the sum is `g + log(1 + q)`. The sum is that of [FloatSoftmax], less
/// the largest term; if that leaves less than [#DOMINATED], the other terms are added on their own,
/// so that q keeps all its digits where the row is nearly one-hot: `log(1 + q)` is right to 2⁻²⁴ of
/// itself. Exponentials below 2⁻¹²⁶ of the largest then count as 0.
public interface FloatLogSoftmax {

  /// Rows with a smaller q are dominated by their largest logit.
  double DOMINATED = 0.25;

  /// Weights of 1 each.
  float[] ALL_ONE = {};

  /// No array for the losses of the rows.
  double[] NOT_ASKED_FOR = {};

  /// `log y_k = (z_k − g) − log(1 + q)` of `rows` rows, the first of which starts at `offset`;
  /// `logY` may be `z`. Within 2 ulp.
  void forward(float[] z, float[] logY, int offset, int rows, int classes);

  /// Cross-entropy against index labels: for row i, `share_i = weight_i / totalWeight` and `dz_k =
  /// share_i (y_k − [k = label_i])`. `dz` may be `z`.
  ///
  /// The gradient of a label whose logit is the largest is computed as `−share_i · q / (1 + q)`: it
  /// keeps its digits where y is nearly 1. A row of weight 0 or label −1 has dz = 0, whatever its
  /// logits are.
  ///
  /// @param labels of all rows, each −1 or a class
  /// @param weights of all rows; an empty array: 1 each
  /// @return `Σ weight_i (log(1 + q_i) + (g − z_label))`, added in the order of the rows
  default double crossEntropy(
      float[] z,
      int[] labels,
      float[] weights,
      double totalWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes) {
    return costOfLabels(
        z,
        labels,
        null,
        KernelOptions.NONE,
        weights,
        totalWeight,
        dz,
        NOT_ASKED_FOR,
        firstRow,
        rows,
        classes);
  }

  /// A cost of index labels by its score, in place of cross-entropy: `dz_k = share_i factor_i (y_k
  /// − [k = label_i])`; all else is as in [#crossEntropy].
  ///
  /// @param score null: cross-entropy
  /// @param options no smoothing unless it is cross-entropy
  /// @param losses receives `weight_i L_i` of each row; empty: not asked for
  /// @return `Σ weight_i L_i`, added in the order of the rows
  double costOfLabels(
      float[] z,
      int[] labels,
      @Nullable LabelScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes);

  /// A cost of index labels by its [SquaresScore]; all else is as in [#costOfLabels].
  ///
  /// @param options no smoothing
  /// @return `Σ weight_i L_i`, added in the order of the rows
  double costOfSquares(
      float[] z,
      int[] labels,
      SquaresScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes);

  /// The ranked probability score of index labels, `L = Σ_{k<K} D_k²` with `D_k = Σ_{j≤k} y_j − [k
  /// ≥ label]`; all else is as in [#costOfLabels].
  ///
  /// @param options no smoothing
  /// @return `Σ weight_i L_i`, added in the order of the rows
  double rankedOfLabels(
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes);

  /// A cost of an index label by its [ExpectationScore]; all else is as in [#costOfLabels]. Of a
  /// score by lines, a label is the number of a line.
  ///
  /// @param options no smoothing
  /// @return `Σ weight_i L_i`, added in the order of the rows
  double costOfExpectation(
      float[] z,
      int[] labels,
      ExpectationScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes);

  /// Softmax, and what a cost needs to know of each row to take logarithms and differences from 1
  /// of its outputs: `log y_k = (z_k − g) + logLargest`, and `1 − y` of the largest output is
  /// `rest`. A row of NaN has NaN in `logLargest`.
  ///
  /// @param zOffset where in `z` the first row begins
  /// @param y receives softmax(z), the first row at 0; not `z`
  /// @param largest receives g, the largest logit
  /// @param logLargest receives `log y_m = −log(1 + q)`
  /// @param rest receives `1 − y_m`, where y_m is next to 1 to all digits of a float
  void softmaxOfRows(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes);

  /// Softmax + a cost that is a sum of terms, `L = Σ_k ℓ_k`, against targets: with `a = ∂ℓ/∂log y`,
  /// `∂L/∂z_k = a_k − y_k Σ_j a_j`. Terms and slopes are in float, in which those of an output next
  /// to 1 have all digits too; four of them are added in float before they join a sum in double.
  ///
  /// A row whose sums are not finite, because of a logit of −∞ or NaN, is left to the caller: its
  /// loss is NaN, and its gradient is not written.
  ///
  /// @param zOffset where in `z` the first row begins; in `t` it is at `tOffset`, in `dz` at
  ///   `dzOffset`
  /// @param shares of each row, by which its gradient is multiplied
  /// @param zLoss λ of `λ (log Z)²`, which is added
  /// @param dz receives `share ∂L/∂z`; may be `z` where its offset is that of z
  /// @param losses receives L of each row
  void costOfTerms(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int rows,
      int classes);

  /// Cross-entropy against targets: for row i, `dz_k = share_i (y_k Σ_j t_j − t_k)`. `dz` may be
  /// `z`. A row of weight 0 has dz = 0.
  ///
  /// @param t targets `[rows × classes]`, none negative or NaN; those that are 0 add nothing to the
  ///   loss, also where `z_k = −∞`
  /// @param weights of all rows; an empty array: 1 each
  /// @return `Σ weight_i Σ_k t_k (log(1 + q_i) + (g − z_k))`, added in the order of the rows
  default double crossEntropy(
      float[] z,
      float[] t,
      float[] weights,
      double totalWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes) {
    return crossEntropyOfTargets(
        z, t, KernelOptions.NONE, weights, totalWeight, dz, NOT_ASKED_FOR, firstRow, rows, classes);
  }

  /// The same with options, and with the cost of each row.
  ///
  /// @param losses receives `weight_i L_i` of each row; empty: not asked for
  double crossEntropyOfTargets(
      float[] z,
      float[] t,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes);

  /// The first of `length` targets that is negative or NaN; `length` if there is none.
  int firstBadTarget(float[] t, int length);
}
