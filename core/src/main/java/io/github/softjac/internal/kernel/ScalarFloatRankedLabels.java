package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Ranked probability score of an index label, row by row in plain loops: the specification of
/// [VectorFloatRankedLabels].
///
/// With e the exponentials, Z their sum, l the class of the label, which is left out of the sums
/// `E_k = Σ_{j≤k, j≠l} e_j`, and O the last of these,
///
/// ```
/// F_k = E_k − [k ≥ l] O              Z times the difference of the distribution functions
/// A_k = Σ_{i<k} F_i
/// L = Σ_k F_k² / Z²
/// ∂L/∂z_j = 2 y_j ((A_l − A_j) / Z − L),  ∂L/∂z_l = −2 y_l L
/// ```
///
/// One way over the row gives all of it, since `Σ_{k≥j} D_k − Σ_k D_k Y_k = Σ_{k<l} D_k − Σ_{k<j}
/// D_k − Σ_k D_k²` where Y is D and the step of the label. And nothing of the size of the label's
/// output is in F: next to a one-hot row all digits are kept.
///
/// E, A and the squares are added in float over [#GROUP] classes, in double over these groups, and
/// in units of a power of two next to O, so that no square underflows.
final class ScalarFloatRankedLabels {

  /// So many classes are added in float.
  static final int GROUP = 16;

  private ScalarFloatRankedLabels() {}

  /// The rows from `firstRow` to before `end`.
  ///
  /// @param losses receives the loss of each row at the row's number; empty: not asked for
  /// @return `loss`, to which the loss of each row has been added
  static double rows(
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double perWeight,
      float[] dz,
      int firstRow,
      int end,
      int classes,
      double loss,
      double[] losses,
      Scratch scratch) {
    double sum = loss;
    for (int row = firstRow; row < end; row++) {
      double weight = weights.length == 0 ? 1 : weights[row];
      double rowLoss =
          row(z, labels[row], options, weight, perWeight, dz, row * classes, classes, scratch);
      sum += rowLoss;
      if (losses.length > 0) {
        losses[row] = rowLoss;
      }
    }
    return sum;
  }

  private static double row(
      float[] z,
      int label,
      KernelOptions options,
      double weight,
      double perWeight,
      float[] dz,
      int offset,
      int classes,
      Scratch scratch) {
    int end = offset + classes;
    if (weight == 0 || label < 0) {
      Arrays.fill(dz, offset, end, 0);
      return 0;
    }
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      return weight * unusual(z, label, options, weight * perWeight, dz, offset, classes, g);
    }
    int at = offset + label;
    scratch.weights[0] = weight;
    scratch.maxima[0] = g;
    scratch.gaps[0] = (double) g - z[at];
    double q = ScalarFloatCrossEntropy.others(z, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    scratch.logs[0] = q;
    findLargest(dz, offset, end, 1, 0, scratch);
    scratch.outputs[0] = dz[at];
    dz[at] = 0;
    RankedNumbers.begin(scratch);
    scan(dz, offset, classes, label, 0, scratch);
    RankedNumbers.end(options, perWeight, scratch);
    if (options.largestScale(weight * perWeight, 1, g) <= ScalarFloatCrossEntropy.LARGEST_SCALE) {
      gradient(dz, offset, classes, label, 0, scratch);
    } else {
      wideGradient(dz, offset, classes, label, scratch);
    }
    dz[at] = 0 - scratch.labelSubtrahends[0];
    ofLargest(dz, offset, classes, 0, scratch);
    return scratch.losses[0];
  }

  /// Where another class than the label's dominates the row, and needs a gradient of its own: in
  /// classes, −1 if there is none.
  ///
  /// @param step from a class to the next
  static void findLargest(float[] e, int from, int end, int step, int row, Scratch scratch) {
    boolean dominated = scratch.gaps[row] != 0 && SquaresNumbers.isDominated(scratch.logs[row]);
    float half = (float) scratch.largest[row] / 2;
    int at = dominated ? ScalarFloatSquares.largest(e, from, end, step, half) : -1;
    scratch.largestAt[row] = at < 0 ? -1 : (at - from) / step;
  }

  /// `Σ_k F_k²` and `A_l` of the exponentials of a row.
  static void scan(float[] e, int offset, int classes, int label, int row, Scratch scratch) {
    float unit = scratch.units[row];
    double span = scratch.spans[row];
    double below = 0;
    double areaOfLabel = 0;
    double squares = 0;
    for (int from = 0; from < classes; from += GROUP) {
      float lower = (float) below;
      float upper = (float) (below - span);
      float sum = 0;
      float localOfLabel = 0;
      float localSquares = 0;
      for (int k = from; k < Math.min(from + GROUP, classes); k++) {
        sum = Math.fma(e[offset + k], unit, sum);
        float f = sum + (k < label ? lower : upper);
        localSquares = Math.fma(f, f, localSquares);
        localOfLabel += k < label ? f : 0;
      }
      below += sum;
      areaOfLabel += localOfLabel;
      squares += localSquares;
    }
    scratch.areas[row] = areaOfLabel;
    scratch.squares[row] = squares;
  }

  /// `dz_k = e_k (α (A_l − A_k) + β)`, where dz holds the exponentials.
  static void gradient(float[] dz, int offset, int classes, int label, int row, Scratch scratch) {
    float unit = scratch.units[row];
    double span = scratch.spans[row];
    double alpha = scratch.alphasInDouble[row];
    double beta = scratch.betasInDouble[row];
    float perArea = -scratch.alphas[row];
    double below = 0;
    double area = 0;
    for (int from = 0; from < classes; from += GROUP) {
      float lower = (float) below;
      float upper = (float) (below - span);
      float base = (float) Math.fma(alpha, scratch.areas[row] - area, beta);
      float sum = 0;
      float localArea = 0;
      for (int k = from; k < Math.min(from + GROUP, classes); k++) {
        float e = dz[offset + k];
        sum = Math.fma(e, unit, sum);
        float d = e * Math.fma(localArea, perArea, base);
        dz[offset + k] = Math.abs(d) < Float.MIN_NORMAL ? 0 : d;
        localArea += sum + (k < label ? lower : upper);
      }
      below += sum;
      area += localArea;
    }
  }

  /// The same where the share of the row makes numbers of α and β that are too large for float.
  private static void wideGradient(
      float[] dz, int offset, int classes, int label, Scratch scratch) {
    double unit = scratch.units[0];
    double alpha = scratch.alphasInDouble[0];
    double beta = scratch.betasInDouble[0];
    double sum = 0;
    double area = 0;
    for (int k = 0; k < classes; k++) {
      double e = dz[offset + k];
      sum = Math.fma(e, unit, sum);
      dz[offset + k] = SquaresNumbers.rounded(e * Math.fma(alpha, scratch.areas[0] - area, beta));
      area += sum - (k < label ? 0 : scratch.spans[0]);
    }
  }

  /// The gradient of a class that dominates the row and is not the label's: all of them add up to
  /// that of z-loss. Its own sum of areas would be next to 0 and have no digits left.
  static void ofLargest(float[] dz, int offset, int classes, int row, Scratch scratch) {
    int largest = scratch.largestAt[row];
    if (largest < 0) {
      return;
    }
    double rest = scratch.rests[row];
    for (int k = 0; k < classes; k++) {
      rest -= k == largest ? 0 : dz[offset + k];
    }
    dz[offset + largest] = SquaresNumbers.rounded(rest);
  }

  /// A row whose largest logit is not finite: the one class with `+∞`, or nothing but NaN.
  private static double unusual(
      float[] z,
      int label,
      KernelOptions options,
      double share,
      float[] dz,
      int offset,
      int classes,
      float g) {
    SpecialRow.softmax(z, dz, offset, classes, g);
    if (Float.isNaN(dz[offset])) {
      return Double.NaN;
    }
    int hot = ScalarFloatSquares.largest(dz, offset, offset + classes, 1, 1) - offset;
    // y is 0 or 1, and no cost of the outputs moves it from there.
    boolean steep = options.zLoss() > 0;
    dz[offset + hot] = steep && share > 0 ? Float.POSITIVE_INFINITY : 0;
    return steep ? Double.POSITIVE_INFINITY : Math.abs(hot - label);
  }
}
