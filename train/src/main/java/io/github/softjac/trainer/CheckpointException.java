package io.github.softjac.trainer;

/// Training cannot be resumed: the checkpoints are damaged, or of another training.
public final class CheckpointException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /// Checkpoints that are of no use.
  ///
  /// @param message what is wrong, and what is allowed
  public CheckpointException(String message) {
    super(message);
  }

  /// The same, and what it was that said so.
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
