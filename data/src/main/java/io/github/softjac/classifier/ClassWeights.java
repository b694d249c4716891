package io.github.softjac.classifier;

/// How much the rows of each class count in training.
public enum ClassWeights {
  /// Every row alike.
  NONE,
  /// Every class alike: a row of class k counts `n / (K n_k)`, for n training rows, n_k of them of
  /// class k, and K classes. Metrics are not weighted by it.
  BALANCED
}
