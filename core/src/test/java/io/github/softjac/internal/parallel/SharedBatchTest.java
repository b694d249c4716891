package io.github.softjac.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
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
    alone = run("1", "digests");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "8"})
  void everyNumberOfThreadsGivesTheSameBits(String threads) throws Exception {
    List<String> shared = run(threads, "digests");

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
    assertThat(run("3", "callers")).containsExactly("8 callers agree");
  }

  @Test
  void anInterruptedCallerGetsItsResultAndStaysInterrupted() throws Exception {
    assertThat(run("2", "interrupted")).containsExactly("the same bits, interrupted: true");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "4"})
  void neitherCallerNorWorkersAllocate(String threads) throws Exception {
    assertThat(run(threads, "allocation"))
        .hasSize(15)
        .allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  @Test
  void aNumberOfThreadsThatIsNoneIsNamed() throws Exception {
    JavaProcess.Result result = process("0", "digests");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("-Dsoftjac.threads=0: a number from 1 to 9999 is needed");
  }

  private static List<String> run(String threads, String what) throws Exception {
    return process(threads, what).outIfDone();
  }

  private static JavaProcess.Result process(String threads, String what) throws Exception {
    JavaProcess process =
        JavaProcess.of(SharedBatches.class)
            .flags(JavaProcess.VECTOR_MODULE, "-XX:+UseSerialGC", "-Dsoftjac.threads=" + threads);
    return (what.equals("allocation") ? process : process.counted()).run(folder, what);
  }
}
