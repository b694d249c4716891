package io.github.softjac.cli;

import java.util.regex.Pattern;

/// Commands to copy into a shell.
final class Shell {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./,:=@%+-]+");

  private Shell() {}

  /// A command line of softjac, called as the user has called it, with the arguments quoted where a
  /// shell needs it.
  static String command(String... arguments) {
    StringBuilder line = new StringBuilder(word(System.getProperty("softjac.command", "softjac")));
    for (String argument : arguments) {
      line.append(' ').append(word(argument));
    }
    return line.toString();
  }

  private static String word(String text) {
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
