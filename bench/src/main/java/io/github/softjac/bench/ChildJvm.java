package io.github.softjac.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A JVM of its own with the flags and the class path of this one: what the compiler makes of a
/// kernel varies from one JVM to the next.
final class ChildJvm {

  private ChildJvm() {}

  /// Runs a main class to its end.
  ///
  /// @param flags for the JVM, after those of this one
  /// @return what it printed on standard output, a line each; its standard error goes to ours
  /// @throws IllegalStateException if it fails
  static List<String> run(Class<?> main, List<String> flags, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } finally {
      process.destroy();
    }
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "a JVM of %s ended with status %d: its messages are above"
              .formatted(main.getSimpleName(), status));
    }
    return lines;
  }
}
