package io.github.softjac.internal.kernel;

/// The numbers of one row for a cost by its [SquaresScore]: the specification of
/// [VectorSquaresNumbers].
///
/// With e the exponentials, l the class of the label, m that of the largest and `Z = Σ_k e_k`, in
/// double:
///
/// ```
/// Q = Σ_{k≠l} y_k²,  S = Q + y_l²,  β = γ y_l − α S
/// dz_k = share y_k (α y_k + β)            for most classes, in float
/// dz_l = share y_l (α (y_l (1 − y_l) − Q) − γ (1 − y_l))
/// dz_m = share y_m (α (y_m (1 − y_m) − Σ_{k≠m} y_k²) + γ y_l)      where l is not m
/// ```
///
/// The last two do not cancel where an output is next to 1. With z-loss, β and the brackets of the
/// other two have `2 λ log Z` more.
final class SquaresNumbers {

  private SquaresNumbers() {}

  /// What the sum of squares is taken of: the exponentials below half of the largest where that
  /// leaves the largest alone out, or else all.
  static float half(double q, double largest) {
    return q < FloatLogSoftmax.DOMINATED ? (float) largest / 2 : Float.POSITIVE_INFINITY;
  }

  /// From the sum of squares, q, the exponential of the label in `outputs` and its gap: cost, share
  /// and derivatives of the row.
  static void of(SquaresScore score, KernelOptions options, double perWeight, Scratch scratch) {
    double others = scratch.sums[0];
    double largest = scratch.largest[0];
    double reciprocal = 1 / (others + largest);
    double reciprocalSquare = reciprocal * reciprocal;
    boolean isLargest = scratch.gaps[0] == 0;
    boolean dominated = scratch.logs[0] < FloatLogSoftmax.DOMINATED;
    double ofLargest = (double) (float) largest * (float) largest;
    double own = isLargest ? (float) largest : scratch.outputs[0];
    double ofOthers = scratch.squares[0] - (dominated ? 0 : ofLargest);
    double y = (isLargest ? largest : own) * reciprocal;
    double rest = isLargest ? others * reciprocal : 1 - y;
    double squares = (ofOthers + (ofLargest - own * own)) * reciprocalSquare;
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
    scratch.alphas[0] = rounded(share * alpha);
    scratch.betas[0] = rounded(share * beta);
    scratch.labelSubtrahends[0] = rounded(0 - share * y * ofLabel);
    scratch.slopesOfLargest[0] = rounded(share * yLargest * ofMost);
  }

  /// To float; less than 2⁻¹²⁶ from 0: 0.
  static float rounded(double value) {
    float v = (float) value;
    return Math.abs(v) < Float.MIN_NORMAL ? 0 : v;
  }
}
