package io.github.softjac.internal.kernel;

/// The numbers of one row for a cost by its [ExpectationScore]: the specification of
/// [VectorExpectationNumbers].
///
/// With e the exponentials, `Z = Σ_k e_k`, l the class of the label, and c counted from a base of
/// the row, in double:
///
/// ```
/// W = Σ_k e_k (c_k − base) / Z
/// L = base + W                                    of a matrix
/// L = W − log(1 + q) − (1 − y_l) log floor        of logarithms, whose base is the largest logit
/// dz_k = e_k (share / Z (c_k − base) + share β / Z)
/// β = −W                                          of a matrix
/// β = −W − y_l log floor                          of logarithms, but of the label
/// dz_l = share y_l ((z_l − g) − W + (1 − y_l) log floor)
/// ```
///
/// With z-loss, β and the brackets have `2 λ log Z` more.
final class ExpectationNumbers {

  private ExpectationNumbers() {}

  /// From the sum `Σ_k e_k (c_k − base)` in `products`, q, the exponential of the label in
  /// `outputs` and its gap: cost, share and derivatives of the row.
  static void of(ExpectationScore score, KernelOptions options, double perWeight, Scratch scratch) {
    double others = scratch.sums[0];
    double largest = scratch.largest[0];
    double reciprocal = 1 / (others + largest);
    double expected = scratch.products[0] * reciprocal;
    double logSum = LogOnePlus.of(scratch.logs[0]);
    double logZ = scratch.maxima[0] + logSum;
    double slope = 2 * options.zLoss() * logZ;
    double share = scratch.weights[0] * perWeight;
    double loss = scratch.bases[0] + expected;
    double beta = slope - expected;
    if (score.isOfLogarithms()) {
      double gap = scratch.gaps[0];
      boolean isNothing = -gap - logSum < ScalarFloatCrossEntropy.LEAST_LOG;
      double y = (gap == 0 ? largest : isNothing ? 0 : scratch.outputs[0]) * reciprocal;
      double rest = gap == 0 ? others * reciprocal : 1 - y;
      double ofLabel = expected - rest * score.logFloor();
      loss = ofLabel - logSum;
      beta = beta - y * score.logFloor();
      double ofLogit = share * y * (gap + ofLabel - slope);
      scratch.labelSubtrahends[0] = isNothing ? 0 : SquaresNumbers.rounded(ofLogit);
    }
    scratch.losses[0] = scratch.weights[0] * (loss + options.zLoss() * (logZ * logZ));
    scratch.shares[0] = share;
    scratch.reciprocals[0] = 0x1p64 * reciprocal;
    scratch.rests[0] = beta;
    scratch.alphas[0] = SquaresNumbers.rounded(share * reciprocal);
    scratch.betas[0] = SquaresNumbers.rounded(share * beta * reciprocal);
  }
}
