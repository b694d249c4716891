package io.github.softjac.internal.kernel;

/// The numbers of one row of ranked classes, before and after its scan: the specification of
/// [VectorRankedNumbers].
///
/// With u the largest power of two that is not above O, and areas and squares in units of it:
///
/// ```
/// L = Σ_k F_k² (u / Z)²
/// α = 2 share (u / Z) / Z,  β = share (2 λ log Z − 2 L) / Z
/// dz_l = share y_l (2 λ log Z − 2 L)
/// ```
final class RankedNumbers {

  /// The bits of the exponent of a double.
  static final long EXPONENT = 0x7FFL << 52;

  /// From these bits, less those of a power of two, come the bits of its reciprocal.
  static final long RECIPROCAL = 2046L << 52;

  private RankedNumbers() {}

  /// From the sum of the others, the largest exponential, the label's and its gap: O, and 1 over
  /// its unit. Where the label's output is all there is, both are 0.
  static void begin(Scratch scratch) {
    double others = scratch.sums[0];
    double total = others + scratch.largest[0];
    double span = scratch.gaps[0] == 0 ? others : total - scratch.outputs[0];
    long exponent = Double.doubleToRawLongBits(span) & EXPONENT;
    double perUnit = exponent == 0 ? 0 : Double.longBitsToDouble(RECIPROCAL - exponent);
    scratch.unitsInDouble[0] = Double.longBitsToDouble(exponent);
    scratch.spans[0] = span * perUnit;
    scratch.units[0] = (float) perUnit;
  }

  /// From the sum of squares: cost, share and derivatives of the row.
  static void end(KernelOptions options, double perWeight, Scratch scratch) {
    double others = scratch.sums[0];
    double largest = scratch.largest[0];
    double reciprocal = 1 / (others + largest);
    double unit = scratch.unitsInDouble[0] * reciprocal;
    double y = (scratch.gaps[0] == 0 ? largest : scratch.outputs[0]) * reciprocal;
    double loss = scratch.squares[0] * (unit * unit);
    double logZ = scratch.maxima[0] + LogOnePlus.of(scratch.logs[0]);
    double slope = 2 * options.zLoss() * logZ;
    double share = scratch.weights[0] * perWeight;
    double ofLabel = slope - 2 * loss;
    double alpha = 2 * share * unit * reciprocal;
    scratch.losses[0] = scratch.weights[0] * (loss + options.zLoss() * (logZ * logZ));
    scratch.rests[0] = share * slope;
    scratch.alphasInDouble[0] = alpha;
    scratch.betasInDouble[0] = share * ofLabel * reciprocal;
    scratch.alphas[0] = SquaresNumbers.rounded(alpha);
    scratch.labelSubtrahends[0] = SquaresNumbers.rounded(0 - share * y * ofLabel);
  }
}
