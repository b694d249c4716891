package io.github.softjac.cli;

import io.github.softjac.data.DataException;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.trainer.CheckpointException;
import io.github.softjac.trainer.TrainingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/// What a command could not do: one line on standard error, and the exit code that fits. Only a
/// fault of Softjac itself has a stack trace.
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) {
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    int exitCode =
        switch (exception) {
          case DataException e -> failed(err, name, message(e), ExitCode.BAD_INPUT);
          case ModelFileException e -> failed(err, name, message(e), ExitCode.BAD_INPUT);
          case BadInputException e -> failed(err, name, message(e), ExitCode.BAD_INPUT);
          case CheckpointException e -> failed(err, name, message(e), ExitCode.BAD_INPUT);
          case TrainingException e -> failed(err, name, message(e), ExitCode.FAILED);
          case UncheckedIOException e -> failed(err, name, unchecked(e), ExitCode.FAILED);
          case IOException e -> failed(err, name, ioMessage(e), ExitCode.FAILED);
          default -> {
            failed(
                err,
                name,
                "this is a fault of Softjac, please report it: " + exception,
                ExitCode.FAILED);
            exception.printStackTrace(err);
            yield ExitCode.FAILED;
          }
        };
    err.flush();
    return exitCode;
  }

  private static int failed(PrintWriter err, String name, String message, int exitCode) {
    err.println(name + ": " + message);
    return exitCode;
  }

  private static String message(Exception exception) {
    return UsageErrors.oneLine(String.valueOf(exception.getMessage()));
  }

  private static String unchecked(UncheckedIOException exception) {
    IOException cause = exception.getCause();
    return cause == null ? message(exception) : ioMessage(cause);
  }

  /// The JDK says for many causes nothing but the name of the file.
  static String ioMessage(IOException exception) {
    return switch (exception) {
      case NoSuchFileException e -> e.getFile() + ": there is no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      default -> message(exception);
    };
  }
}
