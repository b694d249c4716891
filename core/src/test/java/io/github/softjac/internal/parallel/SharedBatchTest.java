package io.github.softjac.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Batches so large that they are shared out over threads: the same bits with any number of them,
/// and no allocation. Each number of threads in a JVM of its own, since there is one pool a JVM.
class SharedBatchTest {

  @TempDir static Path folder;
  private static List<String> alone = List.of();

  @BeforeAll
  static void runOnOneThread() throws Exception {
    alone = run(SharedBatches.class, "1", "digests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "8"})
  void everyNumberOfThreadsGivesTheSameBits(String threads) throws Exception {
    List<String> shared = run(SharedBatches.class, threads, "digests");

    assertThat(shared.getFirst()).isEqualTo("workers before: 0");
    assertThat(shared.getLast()).isEqualTo("workers after: " + (Integer.parseInt(threads) - 1));
    assertThat(shared.subList(1, shared.size() - 1))
        .hasSizeGreaterThan(100)
        .isEqualTo(alone.subList(1, alone.size() - 1));
  }

  @Test
  void oneThreadNeverStartsAnother() {
    assertThat(alone.getFirst()).isEqualTo("workers before: 0");
    assertThat(alone.getLast()).isEqualTo("workers after: 0");
  }

  @Test
  void callersAtTheSameTimeGetTheBitsOfOneAndAllReturn() throws Exception {
    assertThat(run(SharedBatches.class, "3", "callers")).containsExactly("8 callers agree");
  }

  @Test
  void anInterruptedCallerGetsItsResultAndStaysInterrupted() throws Exception {
    assertThat(run(SharedBatches.class, "2", "interrupted"))
        .containsExactly("the same bits, interrupted: true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4"})
  void neitherCallerNorWorkersAllocate(String threads) throws Exception {
    assertThat(run(SharedBatches.class, threads, "allocation"))
        .hasSize(13)
        .allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  @Test
  void aNumberOfThreadsThatIsNoneIsNamed() throws Exception {
    run(1, SharedBatches.class, "0", "digests");
    assertThat(Files.readString(folder.resolve("err")))
        .contains("-Dsoftjac.threads=0: a number from 1 to 9999 is needed");
  }

  private static List<String> run(Class<?> main, String threads, String what) throws Exception {
    return run(0, main, threads, what);
  }

  private static List<String> run(int exit, Class<?> main, String threads, String what)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-Dsoftjac.threads=" + threads,
            "-cp",
            Path.of("target/classes") + java.io.File.pathSeparator + Path.of("target/test-classes"),
            main.getName(),
            what));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(exit);
    return Files.readAllLines(out);
  }
}
