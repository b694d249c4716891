package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.process.JavaProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which kernels run, and what decides it; each in a JVM of its own.
class KernelsTest {

  private static final String MODULE = JavaProcess.VECTOR_MODULE;
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

  @Test
  void logSoftmaxOfDoublesAndItsBackPropagationBecomeReadyToo() throws Exception {
    // Not counted: with probes in it the kernel of doubles is hardly faster than the plain loops.
    JavaProcess process = JavaProcess.of(LogSoftmaxUntilReady.class).flags(MODULE);

    assertThat(process.run(folder).outIfDone().getLast())
        .startsWith("vector, ")
        .contains(LogSoftmaxUntilReady.FAMILIES)
        .doesNotContain("scalar until compiled");
  }

  /// As the launcher starts the command.
  @Test
  void theVectorApiIsLoadedLateAndWithoutAWordWhereTheJdkMayDoSo() throws Exception {
    JavaProcess.Result result = run(SoftmaxUntilReady.class, LOADER);

    assertThat(result.outIfDone().getLast()).startsWith("vector, ");
    assertThat(result.err()).isEmpty();
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
    JavaProcess.Result result = run(Active.class, "-Dsoftjac.kernel=vector");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err())
        .contains(
            "-Dsoftjac.kernel=vector asks for kernels that cannot run here: no Vector API: start"
                + " java with --add-modules jdk.incubator.vector");
  }

  @Test
  void anUnknownTwinIsNamedWithThoseThatThereAre() throws Exception {
    JavaProcess.Result result = run(Active.class, "-Dsoftjac.kernel=fast");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("-Dsoftjac.kernel=fast: allowed are auto, scalar and vector");
  }

  private List<String> outputOf(Class<?> main, String... flags) throws Exception {
    return run(main, flags).outIfDone();
  }

  private JavaProcess.Result run(Class<?> main, String... flags) throws Exception {
    JavaProcess process = JavaProcess.of(main).flags(flags);
    // What has to become ready is not counted: probes in a kernel slow it down.
    return (main == Active.class ? process.counted() : process).run(folder);
  }

  /// Calls softmax once and prints which kernels run.
  static final class Active {
    public static void main(String[] args) {
      Softmax.of(1f, 2f, 3f);
      System.out.println(Kernels.active());
    }

    private Active() {}
  }

  /// Calls log-softmax in double and its back-propagation, in float too, until the vector kernels
  /// have taken over.
  static final class LogSoftmaxUntilReady {
    private static final List<String> FAMILIES =
        List.of(
            "log-softmax in double",
            "log-softmax backward in float",
            "log-softmax backward in double");

    public static void main(String[] args) {
      double[] z = new double[128 * 100];
      double[] y = new double[z.length];
      float[] narrow = new float[z.length];
      long start = System.nanoTime();
      while (!areReady(Kernels.active())
          && System.nanoTime() - start < 3 * SoftmaxUntilReady.LONGEST_NANOS) {
        LogSoftmax.forward(z, y, 128, 100);
        LogSoftmax.backward(z, z, y, 128, 100);
        LogSoftmax.backward(narrow, narrow, narrow, 128, 100);
      }
      System.out.println(Kernels.active());
    }

    private static boolean areReady(String active) {
      return FAMILIES.stream().allMatch(active::contains)
          && !active.contains("scalar until compiled");
    }

    private LogSoftmaxUntilReady() {}
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
