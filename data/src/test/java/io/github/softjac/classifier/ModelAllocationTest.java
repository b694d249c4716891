package io.github.softjac.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One row takes no memory but for its probabilities, once the thread is warm.
class ModelAllocationTest {

  private static final int COLUMNS = 50;
  private static final int CLASSES = 10;

  /// `float[10]`: a header of 16 bytes, or 12 with compact headers, and 40 bytes, in units of 8.
  private static final int LARGEST_RESULT = 56;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void rowTakesNoMemoryButForItsResult(String kernel, @TempDir Path folder) throws Exception {
    Path table = TrainedModels.numbers(folder.resolve("table.csv"), 500, COLUMNS, CLASSES);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dsoftjac.kernel=" + kernel,
                "-cp",
                classPath(),
                Measure.class.getName(),
                table.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(lines)
        .hasSize(6)
        .allSatisfy(line -> {
          int bytes = Integer.parseInt(line.substring(line.indexOf(": ") + 2));
          assertThat(bytes)
              .as(line)
              .isLessThanOrEqualTo(line.startsWith("class") ? 0 : LARGEST_RESULT);
        });
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.of("java.class.path", "jdk.module.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .toList());
  }

  /// Prints the bytes of a call, a line a kind. A process of its own, so that nothing else shapes
  /// what the compiler does.
  static final class Measure {

    private static final int CALLS = 200;
    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

    /// Ten numbers; the model of ten columns takes it.
    record Ten(
        double x0,
        float x1,
        int x2,
        short x3,
        byte x4,
        double x5,
        double x6,
        double x7,
        double x8,
        double x9) {}

    private Measure() {}

    public static void main(String[] args) throws Exception {
      Path table = Path.of(args[0]);
      double[] row = new double[COLUMNS];
      ClassifierOptions options = ClassifierOptions.label("y");
      for (int[] hidden : new int[][] {{}, {30, 20}}) {
        Model model = TrainedModels.train(table, options, hidden).model();
        String layers = " with " + hidden.length + " hidden layers";
        print("probabilities of an array" + layers, () -> model.probabilities(row).length);
        print("class of an array" + layers, () -> model.predict(row).length());
        Path ten = TrainedModels.numbers(table.resolveSibling("ten.csv"), 300, 10, CLASSES);
        Model narrow = TrainedModels.train(ten, options, hidden).model();
        Ten record = new Ten(1, 2, 3, (short) 4, (byte) 5, 6, 7, 8, 9, 10);
        print("probabilities of a record" + layers, () -> narrow.probabilities(record).length);
      }
    }

    private interface Call {
      int run();
    }

    private static void print(String name, Call call) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long start = System.nanoTime();
      long bytes = Long.MAX_VALUE;
      long blackHole = 0;
      while (bytes > LARGEST_RESULT * CALLS
          || (name.startsWith("class") && bytes > 0)
          || System.nanoTime() - start < 500_000_000L) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
          blackHole += call.run();
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
        if (System.nanoTime() - start > LONGEST_WARM_UP_NANOS) {
          break;
        }
      }
      if (blackHole < 0) {
        throw new AssertionError(blackHole);
      }
      System.out.println(name + ": " + bytes / CALLS);
    }
  }
}
