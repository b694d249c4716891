package io.github.softjac.internal.kernel;

/// The numbers of one row for a cost by its [SquaresScore]: the specification of
/// [VectorSquaresNumbers].
///
/// With e the exponentials, l the class of the label, m that of the largest, `Z = Σ_k e_k` and the
/// slopes `β = γ y_l − α S`, in double:
///
/// ```
/// Q = Σ_{k≠l} y_k²,  S = Q + y_l²
/// dz_k = e_k (share α / Z² e_k + share β / Z)      for most classes, in float
/// dz_l = share y_l (α (y_l (1 − y_l) − Q) − γ (1 − y_l))
/// dz_m = share y_m (α (y_m (1 − y_m) − Σ_{k≠m} y_k²) + γ y_l)      where l is not m
/// ```
///
/// The last two do not cancel where an output is next to 1. With z-loss, β and the brackets of the
/// other two have `2 λ log Z` more. Where an output is above four fifths, the sum of squares that
/// they are computed from leaves out that one and the label; elsewhere the square of the label is
/// taken off it.
final class SquaresNumbers {

  private SquaresNumbers() {}

  /// Whether the largest output is so large that it is kept out of the sum of squares.
  static boolean isDominated(double q) {
    return q < FloatLogSoftmax.DOMINATED;
  }

  /// From the sum of squares, q, the exponential of the label in `outputs` and its gap: cost, share
  /// and derivatives of the row.
  static void of(SquaresScore score, KernelOptions options, double perWeight, Scratch scratch) {
    double others = scratch.sums[0];
    double largest = scratch.largest[0];
    double reciprocal = 1 / (others + largest);
    double reciprocalSquare = reciprocal * reciprocal;
    boolean isLargest = scratch.gaps[0] == 0;
    double ofLargest = (double) (float) largest * (float) largest;
    double own = scratch.outputs[0];
    boolean dominated = isDominated(scratch.logs[0]);
    double withoutLabel = scratch.products[0] - (dominated ? 0 : own * own);
    double ofOthers = withoutLabel + own * own;
    double y = (isLargest ? largest : own) * reciprocal;
    double rest = isLargest ? others * reciprocal : 1 - y;
    double squares = (withoutLabel + (dominated && !isLargest ? ofLargest : 0)) * reciprocalSquare;
    scratch.outputs[0] = y;
    scratch.rests[0] = rest;
    scratch.squares[0] = squares;
    score.score(
        scratch.outputs,
        scratch.rests,
        scratch.squares,
        scratch.losses,
        scratch.factors,
        scratch.gammas,
        1);
    double logZ = scratch.maxima[0] + LogOnePlus.of(scratch.logs[0]);
    double slope = 2 * options.zLoss() * logZ;
    double alpha = scratch.factors[0];
    double gamma = scratch.gammas[0];
    double share = scratch.weights[0] * perWeight;
    double beta = gamma * y - alpha * (squares + y * y) + slope;
    double yLargest = largest * reciprocal;
    double ofLabel = alpha * (y * rest - squares) - gamma * rest + slope;
    double ofMost =
        alpha * (yLargest * (others * reciprocal) - ofOthers * reciprocalSquare)
            + gamma * y
            + slope;
    scratch.losses[0] = scratch.weights[0] * (scratch.losses[0] + options.zLoss() * (logZ * logZ));
    scratch.shares[0] = share;
    scratch.reciprocals[0] = 0x1p64 * reciprocal;
    scratch.rests[0] = beta;
    scratch.alphas[0] = rounded(share * alpha * reciprocalSquare);
    scratch.betas[0] = rounded(share * beta * reciprocal);
    scratch.labelSubtrahends[0] = rounded(0 - share * y * ofLabel);
    scratch.slopesOfLargest[0] = rounded(share * yLargest * ofMost);
  }

  /// To float; less than 2⁻¹²⁶ from 0: 0.
  static float rounded(double value) {
    float v = (float) value;
    return Math.abs(v) < Float.MIN_NORMAL ? 0 : v;
  }
}
