package io.github.softjac.cost;

/// How [BatchCost#value] and [BatchCost#gradient] make one number of the costs of the rows.
///
/// No reduction at all, a value for each row, is [BatchCost#values] and [BatchCost#gradients].
public enum Reduction {

  /// `Σ_i w_i L_i / Σ_i w_i`, and 0 where `Σ_i w_i` is 0.
  MEAN,

  /// `Σ_i w_i L_i`.
  SUM
}
