package io.github.softjac.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a command could not do: one line on standard error, and the exit code that fits.
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    err.println(
        command.getCommandSpec().qualifiedName()
            + ": "
            + UsageErrors.oneLine(String.valueOf(exception.getMessage())));
    err.flush();
    return ExitCode.FAILED;
  }
}
