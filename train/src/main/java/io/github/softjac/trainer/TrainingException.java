package io.github.softjac.trainer;

/// Training cannot go on: the objective is not finite any more, or was not to begin with, or the
/// cost is for another number of classes.
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Training that cannot go on.
  ///
  /// @param message what happened, at which step, and what to try
  public TrainingException(String message) {
    super(message);
  }

  /// Training that cannot go on, and what it was that said so.
  ///
  /// @param message what happened, and what is allowed
  public TrainingException(String message, Throwable cause) {
    super(message, cause);
  }
}
