package io.github.softjac.model;

/// A model file that cannot be used: damaged, cut short, foreign, newer, or not what it claims.
///
/// The message is one line, whatever the file holds: the file, what is wrong, what was found, what
/// is allowed.
public final class ModelFileException extends Exception {

  private static final long serialVersionUID = 1;

  private static final int LONGEST = 5000;

  /// @param message as above; characters that are not to be printed are shown as `\\u000a`, and a
  ///   message beyond 5000 characters is cut
  public ModelFileException(String message) {
    super(printable(message, LONGEST));
  }

  /// At most `longest` characters of a text, all of them printable: what a file holds must not move
  /// the cursor, break the line or turn the direction of writing.
  static String printable(String text, int longest) {
    StringBuilder shown = new StringBuilder();
    int taken = 0;
    while (taken < text.length() && shown.length() < longest) {
      int character = text.codePointAt(taken);
      taken += Character.charCount(character);
      if (isPrintable(character)) {
        shown.appendCodePoint(character);
      } else {
        shown.append("\\u%04x".formatted(character));
      }
    }
    if (taken < text.length()) {
      shown.append('…');
    }
    return shown.toString();
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
