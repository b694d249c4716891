package io.github.softjac.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Names of options, from names in code.
final class OptionNames {

  private static final Pattern FIRST_WORD = Pattern.compile("^([a-z][A-Za-z0-9]*)(?= is )");
  private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

  private OptionNames() {}

  /// `learningRate is -1.0: …` as the command line has it: `--learning-rate is -1.0: …`.
  static String inMessage(IllegalArgumentException exception) {
    String message = String.valueOf(exception.getMessage());
    Matcher matcher = FIRST_WORD.matcher(message);
    if (!matcher.find()) {
      return message;
    }
    String name =
        CAPITAL
            .matcher(matcher.group())
            .replaceAll(capital -> "-" + capital.group().toLowerCase(Locale.ROOT));
    return "--" + name + message.substring(matcher.end());
  }
}
