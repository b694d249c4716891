package io.github.softjac.trainer;

/// Training cannot go on: the objective is not finite any more, or was not to begin with.
public final class TrainingException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Training that cannot go on.
  ///
  /// @param message what happened, at which step, and what to try
  public TrainingException(String message) {
    super(message);
  }
}
