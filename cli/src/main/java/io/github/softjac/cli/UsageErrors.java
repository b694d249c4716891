package io.github.softjac.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Wrong usage: one line that says what is wrong, one hint, exit code 2.
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + message(exception));
    err.println(hint(exception, name));
    err.flush();
    return ExitCode.WRONG_USAGE;
  }

  private static String message(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      if (first.startsWith("-")) {
        return "unknown option " + first;
      }
      return takesCommands(exception.getCommandLine())
          ? "unknown command \"" + first + "\""
          : "unexpected argument \"" + first + "\"";
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

  private static String hint(ParameterException exception, String name) {
    if (exception instanceof UnmatchedArgumentException unmatched) {
      String first = unmatched.getUnmatched().getFirst();
      List<String> candidates = new ArrayList<>();
      CommandLine command = exception.getCommandLine();
      if (first.startsWith("-")) {
        for (OptionSpec option : command.getCommandSpec().options()) {
          candidates.addAll(Arrays.asList(option.names()));
        }
      } else if (takesCommands(command)) {
        candidates.addAll(command.getSubcommands().keySet());
      }
      int equals = first.indexOf('=');
      String typed = equals < 0 ? first : first.substring(0, equals);
      String nearest = Nearest.to(typed, candidates);
      if (nearest != null) {
        return "Did you mean " + nearest + "? All of it: " + name + " --help";
      }
    }
    return "How it is used: " + name + " --help";
  }

  private static boolean takesCommands(CommandLine command) {
    return !command.getSubcommands().isEmpty();
  }

  static String oneLine(String message) {
    return message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
