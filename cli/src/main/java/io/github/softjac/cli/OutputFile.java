package io.github.softjac.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Where a result will go: looked at before the work begins, so that nobody waits an hour for a
/// folder that is not there.
final class OutputFile {

  private OutputFile() {}

  /// Checks that `file` can be written, and that it is none of the inputs.
  ///
  /// @throws ParameterException if it is one of the inputs, or a folder
  /// @throws IOException if its folder does not exist or does not let one write
  static void check(CommandSpec spec, Path file, List<Path> inputs) throws IOException {
    check(spec, "--out", file, inputs);
  }

  /// The same for the file of another option.
  static void check(CommandSpec spec, String option, Path file, List<Path> inputs)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new ParameterException(
          spec.commandLine(), option + " " + file + " is a folder: allowed is the name of a file");
    }
    for (Path input : inputs) {
      if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
        throw new ParameterException(
            spec.commandLine(), option + " " + file + " is an input, too: it would be overwritten");
      }
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new IOException("cannot write " + file + ": there is no folder " + parent);
    }
    if (parent != null && !Files.isWritable(parent)) {
      throw new IOException("cannot write " + file + ": folder " + parent + " is read-only");
    }
  }
}
