package io.github.softjac.trainer;

/// Hears how training goes. Called by the thread that called [Trainer#train], between steps.
@FunctionalInterface
public interface TrainingListener {

  /// Hears nothing.
  TrainingListener NONE = progress -> {};

  /// After each iteration or epoch. An exception thrown here ends the training and reaches the
  /// caller.
  void progress(TrainingProgress progress);
}
