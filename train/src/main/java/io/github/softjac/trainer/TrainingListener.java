package io.github.softjac.trainer;

/// Hears how training goes. Called by the thread that called [Trainer#train], between steps.
@FunctionalInterface
public interface TrainingListener {

  /// Hears nothing.
  TrainingListener NONE = progress -> {};

  /// After each iteration or epoch. An exception thrown here ends the training and reaches the
  /// caller.
  void progress(TrainingProgress progress);

  /// Something that the user should know while training runs: where it was resumed, that a
  /// checkpoint is damaged, or could not be written. One sentence.
  default void note(String message) {}
}
