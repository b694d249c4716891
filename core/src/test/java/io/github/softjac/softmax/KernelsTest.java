package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which kernels run, and what decides it; each in a JVM of its own.
class KernelsTest {

  private static final String MODULE = "--add-modules=jdk.incubator.vector";
  private static final String LOADER = "--add-exports=java.base/jdk.internal.module=ALL-UNNAMED";

  @TempDir Path folder;

  @Test
  void thatWhichIsCalledBecomesReadyAndNothingElse() throws Exception {
    List<String> lines = outputOf(SoftmaxUntilReady.class, MODULE);

    assertThat(lines.getFirst()).startsWith("scalar, until the vector kernels of ");
    assertThat(lines.getLast())
        .startsWith("vector, ")
        .endsWith(" bits (the Vector API is there): softmax in float");
  }

  /// As the launcher starts the command.
  @Test
  void theVectorApiIsLoadedLateAndWithoutAWordWhereTheJdkMayDoSo() throws Exception {
    List<String> lines = outputOf(SoftmaxUntilReady.class, LOADER);

    assertThat(lines.getLast()).startsWith("vector, ");
    assertThat(errors()).isEmpty();
  }

  @Test
  void withoutTheVectorApiTheReasonSaysWhatIsMissing() throws Exception {
    assertThat(outputOf(Active.class))
        .containsExactly(
            "scalar (no Vector API: start java with --add-modules jdk.incubator.vector)");
  }

  @Test
  void thePropertyForcesOneTwin() throws Exception {
    assertThat(outputOf(Active.class, MODULE, "-Dsoftjac.kernel=scalar"))
        .containsExactly("scalar (-Dsoftjac.kernel=scalar)");
    assertThat(outputOf(Active.class, MODULE, "-Dsoftjac.kernel=vector").getFirst())
        .matches("vector, \\d+ bits \\(-Dsoftjac\\.kernel=vector\\)");
    assertThat(outputOf(Active.class, LOADER, "-Dsoftjac.kernel=vector").getFirst())
        .matches("vector, \\d+ bits \\(-Dsoftjac\\.kernel=vector\\)");
  }

  @Test
  void askingForVectorsWhereThereAreNoneFailsAtTheFirstCall() throws Exception {
    assertThat(exitOf(Active.class, "-Dsoftjac.kernel=vector")).isEqualTo(1);
    assertThat(errors())
        .contains(
            "-Dsoftjac.kernel=vector asks for kernels that cannot run here: no Vector API: start"
                + " java with --add-modules jdk.incubator.vector");
  }

  @Test
  void anUnknownTwinIsNamedWithThoseThatThereAre() throws Exception {
    assertThat(exitOf(Active.class, "-Dsoftjac.kernel=fast")).isEqualTo(1);
    assertThat(errors()).contains("-Dsoftjac.kernel=fast: allowed are auto, scalar and vector");
  }

  private List<String> outputOf(Class<?> main, String... flags) throws Exception {
    assertThat(exitOf(main, flags)).as(errors()).isZero();
    return Files.readAllLines(folder.resolve("out"));
  }

  private int exitOf(Class<?> main, String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(
        List.of(
            "-cp",
            Path.of("target/classes") + java.io.File.pathSeparator + Path.of("target/test-classes"),
            main.getName()));
    return new ProcessBuilder(command)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(folder.resolve("err").toFile())
        .start()
        .waitFor();
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  /// Calls softmax once and prints which kernels run.
  static final class Active {
    public static void main(String[] args) {
      Softmax.of(1f, 2f, 3f);
      System.out.println(Kernels.active());
    }

    private Active() {}
  }

  /// Calls softmax in float until the vector kernels have taken over.
  static final class SoftmaxUntilReady {
    private static final long LONGEST_NANOS = 60_000_000_000L;

    public static void main(String[] args) {
      float[] z = new float[128 * 100];
      float[] y = new float[z.length];
      long start = System.nanoTime();
      System.out.println(Kernels.active());
      while (!Kernels.active().startsWith("vector") && System.nanoTime() - start < LONGEST_NANOS) {
        Softmax.forward(z, y, 128, 100);
      }
      System.out.println(Kernels.active());
    }

    private SoftmaxUntilReady() {}
  }
}
