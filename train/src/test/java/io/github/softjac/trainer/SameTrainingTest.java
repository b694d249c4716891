package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The same model from every kind of JVM, each in a process of its own: scalar kernels, vector
/// kernels of every width, any number of threads.
class SameTrainingTest {

  @ParameterizedTest
  @CsvSource({
    "1, -Dsoftjac.kernel=scalar",
    "2, -Dsoftjac.kernel=scalar",
    "1, -Dsoftjac.kernel=vector",
    "8, -Dsoftjac.kernel=vector",
    "2, -Dsoftjac.kernel=vector -XX:UseAVX=1",
    "2, -Dsoftjac.kernel=vector -XX:UseAVX=2",
    "2, -Dsoftjac.kernel=auto",
  })
  void modelIsTheSameToTheBit(int threads, String flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    for (String flag : flags.split(" ", -1)) {
      if (!flag.startsWith("-XX:UseAVX") || System.getProperty("os.arch").equals("amd64")) {
        command.add(flag);
      }
    }
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            Path.of("..", "core", "target", "classes").toString(),
            Path.of("target", "classes").toString(),
            Path.of("target", "test-classes").toString()));
    command.add(TrainedBits.class.getName());
    command.add(Integer.toString(threads));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(lines).containsExactly(TrainedBits.lines(1));
  }
}
