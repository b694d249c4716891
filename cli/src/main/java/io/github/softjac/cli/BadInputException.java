package io.github.softjac.cli;

/// An input that cannot be read at all; the message is one line, to be shown as it is.
final class BadInputException extends Exception {

  private static final long serialVersionUID = 1;

  BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
