package io.github.softjac.model;

/// A model file that cannot be used: damaged, cut short, foreign, newer, or not what it claims.
///
/// The message is one line, whatever the file holds: the file, what is wrong, what was found, what
/// is allowed.
public final class ModelFileException extends Exception {

  private static final long serialVersionUID = 1;

  /// @param message as above; control characters are shown escaped, and a very long message is cut
  public ModelFileException(String message) {
    super(message);
  }
}
