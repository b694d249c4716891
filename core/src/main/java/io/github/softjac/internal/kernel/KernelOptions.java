package io.github.softjac.internal.kernel;

/// What the options of a cost add to a row in the kernels: with `lse = log Σ_k exp z_k`,
///
/// ```
/// L = L(softmax(z), t′) + λ lse²        t′ = (1 − ε) t + (ε / K) Σ_j t_j
/// ∂L/∂z_k = (Σ_j t_j + 2 λ lse) y_k − t′_k      of cross-entropy
/// ```
///
/// Only cross-entropy can be smoothed here; z-loss goes with every [LabelScore].
///
/// @param smoothing ε of label smoothing, from 0 to 1
/// @param zLoss λ of z-loss, 0 or more
public record KernelOptions(double smoothing, double zLoss) {

  /// Neither.
  public static final KernelOptions NONE = new KernelOptions(0, 0);

  /// No log-sum-exp is further from the largest logit.
  private static final double LARGEST_LOG_COUNT = 32;

  /// Whether there is anything to add.
  boolean any() {
    return smoothing > 0 || zLoss > 0;
  }

  /// The most that y is multiplied by in `∂L/∂z`, times the share of the row, of whose logits `g`
  /// is the largest.
  double largestScale(double share, double targets, double g) {
    return share * (targets + 2 * zLoss * (Math.abs(g) + LARGEST_LOG_COUNT));
  }
}
