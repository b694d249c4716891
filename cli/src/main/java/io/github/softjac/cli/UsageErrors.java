package io.github.softjac.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Wrong usage: one line that says what is wrong, one hint, exit code 2.
final class UsageErrors implements IParameterExceptionHandler {

  /// An option rather than a negative number.
  private static final Pattern OPTION = Pattern.compile("^--?\\p{L}");

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    String unknown = unknownOption(exception, args);
    err.println(name + ": " + (unknown == null ? message(exception) : "unknown option " + unknown));
    err.println(hint(exception, unknown, name));
    err.flush();
    return ExitCode.WRONG_USAGE;
  }

  /// The first option that the command does not have. Where a required option is missing, that one
  /// is most likely the missing one, mistyped.
  private static @Nullable String unknownOption(ParameterException exception, String[] args) {
    List<String> candidates =
        switch (exception) {
          case UnmatchedArgumentException unmatched -> List.of(unmatched.getUnmatched().getFirst());
          case MissingParameterException _ -> List.of(args);
          default -> List.of();
        };
    List<String> names = optionNames(exception.getCommandLine());
    for (String candidate : candidates) {
      if (OPTION.matcher(candidate).find() && !names.contains(nameOf(candidate))) {
        return candidate;
      }
    }
    return null;
  }

  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      return (takesCommands(exception.getCommandLine()) ? "unknown command" : "unexpected argument")
          + " \""
          + unmatched.getUnmatched().getFirst()
          + "\"";
    }
    if (exception instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      List<String> names = new ArrayList<>();
      for (ArgSpec argument : missing.getMissing()) {
        names.add(
            argument instanceof OptionSpec option
                ? option.longestName() + " " + option.paramLabel()
                : argument.paramLabel());
      }
      return "missing " + String.join(" and ", names);
    }
    return oneLine(String.valueOf(exception.getMessage()));
  }

  private static String hint(ParameterException exception, @Nullable String unknown, String name) {
    CommandLine command = exception.getCommandLine();
    String nearest = null;
    if (unknown != null) {
      nearest = Nearest.to(nameOf(unknown), optionNames(command));
    } else if (exception instanceof UnmatchedArgumentException unmatched) {
      nearest = Nearest.to(unmatched.getUnmatched().getFirst(), command.getSubcommands().keySet());
    }
    return nearest == null
        ? "How it is used: " + name + " --help"
        : "Did you mean " + nearest + "? All of it: " + name + " --help";
  }

  /// `--cost` of `--cost=hinge`.
  private static String nameOf(String option) {
    int equals = option.indexOf('=');
    return equals < 0 ? option : option.substring(0, equals);
  }

  private static List<String> optionNames(CommandLine command) {
    List<String> names = new ArrayList<>();
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(Arrays.asList(option.names()));
    }
    return names;
  }

  private static boolean takesCommands(CommandLine command) {
    return !command.getSubcommands().isEmpty();
  }

  static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
