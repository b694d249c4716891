package io.github.softjac.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.process.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same bits everywhere: each kind of JVM, in a process of its own, gives the digests of the
/// committed file, whatever the width of its vectors, in the interpreter and compiled. The
/// interpreter, in which vectors are a thousand times slower, has rows of few classes only.
///
/// After a change that is meant to change results: delete `src/test/resources/bits.txt` and run
/// this test; it writes the file anew and fails once.
class SameBitsTest {

  private static final Path COMMITTED = Path.of("src/test/resources/bits.txt");
  private static final String MODULE = JavaProcess.VECTOR_MODULE;
  private static final String VECTOR = "-Dsoftjac.kernel=vector";
  private static final String INTERPRETED = "-Xint";

  /// One kind of JVM.
  ///
  /// @param counted whether its coverage is counted: of widths that the JVM of the tests has not
  record Kind(String name, int passes, String says, List<String> flags, boolean counted) {
    Kind(String name, int passes, String says, List<String> flags) {
      this(name, passes, says, flags, false);
    }

    int mostClasses() {
      return flags.contains(INTERPRETED) ? 129 : Integer.MAX_VALUE;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Kind> kinds() {
    List<Kind> kinds =
        new ArrayList<>(
            List.of(
                new Kind("scalar, no Vector API", 1, "scalar", List.of()),
                new Kind("scalar, interpreted", 1, "scalar", List.of(INTERPRETED)),
                new Kind("scalar, warm", 12, "scalar", List.of("-Dsoftjac.kernel=scalar")),
                new Kind("vector, cold", 1, "vector", List.of(MODULE, VECTOR)),
                new Kind("vector, warm", 12, "vector", List.of(MODULE, VECTOR)),
                new Kind("vector, interpreted", 1, "vector", List.of(MODULE, VECTOR, INTERPRETED)),
                new Kind(
                    "vector, C1", 2, "vector", List.of(MODULE, VECTOR, "-XX:TieredStopAtLevel=1")),
                new Kind("chosen by itself", 12, "", List.of(MODULE))));
    if (System.getProperty("os.arch").equals("amd64")) {
      for (int avx = 1; avx <= 3; avx++) {
        kinds.add(
            new Kind(
                "vector, UseAVX=" + avx,
                6,
                "vector",
                List.of(MODULE, VECTOR, "-XX:UseAVX=" + avx),
                avx < 3));
      }
      kinds.add(new Kind("scalar, UseAVX=0", 1, "scalar", List.of("-XX:UseAVX=0")));
    }
    return kinds.stream();
  }

  @Test
  void theDigestsAreCommitted() throws Exception {
    if (!Files.exists(COMMITTED)) {
      Files.createDirectories(COMMITTED.getParent());
      Files.write(COMMITTED, Digests.lines(Integer.MAX_VALUE));
      throw new AssertionError(
          COMMITTED + " was missing and has been written: look at it, commit it");
    }
    assertThat(Digests.lines(Integer.MAX_VALUE)).isEqualTo(Files.readAllLines(COMMITTED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  @Execution(ExecutionMode.CONCURRENT)
  void everyKindOfJvmGivesTheCommittedDigests(Kind kind, @TempDir Path folder)
      throws IOException, InterruptedException {
    JavaProcess process = JavaProcess.of(Digests.class).flags(kind.flags.toArray(String[]::new));
    int most = kind.mostClasses();
    JavaProcess.Result result =
        (kind.counted ? process.counted() : process)
            .run(folder, String.valueOf(kind.passes), String.valueOf(most));
    List<String> committed = Files.readAllLines(COMMITTED);
    if (most == Integer.MAX_VALUE) {
      assertThat(result.outIfDone()).isEqualTo(committed);
    } else {
      assertThat(result.outIfDone()).hasSizeGreaterThan(committed.size() / 2);
      assertThat(committed).containsSubsequence(result.outIfDone());
    }
    assertThat(result.err()).contains(kind.says);
  }
}
