package io.github.softjac.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A JVM of its own with the library and its tests on the class path: with other flags, and with
/// nothing in it that earlier tests have taught the compiler.
public final class JavaProcess {

  /// Loads the Vector API.
  public static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  private static final long LONGEST_SECONDS = 600;

  private final Class<?> main;
  private final List<String> flags = new ArrayList<>();

  private JavaProcess(Class<?> main) {
    this.main = main;
  }

  /// What a process has left behind.
  public record Result(int exit, List<String> out, String err) {

    /// The lines of its standard output; a failure of the test if it has not exited with 0.
    public List<String> outIfDone() {
      assertThat(exit).as(err).isZero();
      return out;
    }
  }

  public static JavaProcess of(Class<?> main) {
    return new JavaProcess(main);
  }

  /// Adds flags of the JVM.
  public JavaProcess flags(String... flags) {
    this.flags.addAll(List.of(flags));
    return this;
  }

  /// Counts its coverage with that of the tests, if that is counted. Not where time or allocation
  /// is measured: the probes shape what the compiler does.
  public JavaProcess counted() {
    String agent = System.getProperty("softjac.coverage", "");
    if (!agent.isEmpty()) {
      flags.add(agent);
    }
    return this;
  }

  /// Starts it and waits for its end; it is ended if it takes ten minutes.
  ///
  /// @param folder where its output lies
  public Result run(Path folder, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(
        Path.of("target", "classes") + File.pathSeparator + Path.of("target", "test-classes"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS))
          .as("%s ends by itself", main.getSimpleName())
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
  }
}
