package io.github.softjac.internal.kernel;

/// Log-softmax for rows of doubles. Two implementations with the same results to the last bit:
/// [ScalarDoubleLogSoftmax] is the specification, [VectorDoubleLogSoftmax] the speed.
///
/// `log y_k = (z_k − g) − log(1 + q)`, with g the largest logit and `q = Σ_{j ≠ g} exp(z_j − g)`.
/// Both terms have the same sign, so nothing cancels: within 4 ulp, also next to 0.
///
/// q is the sum of a softmax less the largest exponential. That sum is known to some 2⁻⁷⁰ of
/// itself, so that the difference keeps its digits until q is below [#DOMINATED]. Then the row is
/// summed once more without its largest logit, and with a shift of its own.
public interface DoubleLogSoftmax {

  double DOMINATED = 0x1p-16;

  /// Logits further than this below the largest add nothing to q that is a normal number, however
  /// many they are.
  double FAR = -800;

  /// Log-softmax of `rows` rows, the first of which starts at `offset`; `logY` may be `z`.
  void forward(double[] z, double[] logY, int offset, int rows, int classes);
}
