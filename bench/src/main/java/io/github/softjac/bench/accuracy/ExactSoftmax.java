package io.github.softjac.bench.accuracy;

/// Softmax of float logits as if without rounding: `y_k = exp(z_k − max) / Σ_j exp(z_j − max)` in
/// [DoubleDouble], so good to about 2⁻⁹⁰, which is nothing beside the 2⁻²⁴ of a float.
///
/// The difference of two floats is exact in [DoubleDouble], also where it is not in double.
public final class ExactSoftmax {

  private ExactSoftmax() {}

  /// One row.
  ///
  /// @param z finite logits
  /// @param y receives the softmax of `z[offset … offset + classes − 1]`, at index 0 to classes − 1
  public static void row(float[] z, int offset, int classes, DoubleDouble[] y) {
    float max = z[offset];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, z[offset + k]);
    }
    DoubleDouble sum = DoubleDouble.ZERO;
    for (int k = 0; k < classes; k++) {
      y[k] = DoubleDouble.sum(z[offset + k], -max).exp();
      sum = sum.plus(y[k]);
    }
    for (int k = 0; k < classes; k++) {
      y[k] = y[k].dividedBy(sum);
    }
  }
}
