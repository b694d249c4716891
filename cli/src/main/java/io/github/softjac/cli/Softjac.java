package io.github.softjac.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `softjac` command line.
///
/// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input data or model file, 130 interrupted.
/// Results go to standard output, everything else (messages, warnings, progress) to standard error;
/// both in UTF-8.
@Command(
    name = "softjac",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DeriveCommand.class,
      TrainCommand.class,
      PredictCommand.class,
      EvaluateCommand.class,
      InspectCommand.class
    },
    commandListHeading = "%nCommands:%n",
    description = {
      "Softmax, its derivative, and everything that is trained through it.",
      "",
      "A table in a CSV file becomes a classifier; a classifier gives probabilities;"
          + " and the derivative behind it can be looked at, number by number.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 bad input data or model file, 130 interrupted.",
      "",
      "Start here:",
      "  softjac train examples/penguins.csv --label species",
      "  softjac predict penguins.softjac examples/penguins.csv --top 2",
      "  softjac derive --z 1,2,3 --t 0,0,1",
      "",
      "More on a command: softjac COMMAND --help"
    })
public final class Softjac implements Runnable {

  @Spec private CommandSpec spec;

  Softjac(CommandSpec spec) {
    this.spec = spec;
  }

  /// For picocli, which sets the specification.
  @SuppressWarnings("NullAway.Init") // picocli injects `spec` before it calls `run`
  Softjac() {}

  /// Runs the command and exits with its code.
  public static void main(String[] args) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    System.exit(run(commandLine(), out, err, args));
  }

  /// The command line with its error handling, without streams of its own.
  static CommandLine commandLine() {
    return new CommandLine(new Softjac())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  /// Runs one command against the given streams and returns its exit code. A result that could not
  /// be written, because the disk is full or the reader has gone, is a failure.
  static int run(CommandLine commandLine, PrintWriter out, PrintWriter err, String... args) {
    int exitCode;
    try {
      exitCode = commandLine.setOut(out).setErr(err).execute(args);
    } catch (OutOfMemoryError e) {
      err.println(
          "softjac: not enough memory for this data; allow more, for example by"
              + " SOFTJAC_JAVA_OPTS=-Xmx8g");
      exitCode = ExitCode.FAILED;
    }
    if (out.checkError() && exitCode == ExitCode.DONE) {
      err.println(
          "softjac: standard output could not be written: it is closed, or its disk is full");
      exitCode = ExitCode.FAILED;
    }
    err.flush();
    return exitCode;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "no command given: allowed are " + String.join(", ", spec.subcommands().keySet()));
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }
}
