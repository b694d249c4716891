package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.softjac.layer.Activation;
import io.github.softjac.model.Network;
import io.github.softjac.model.NetworkBuilder;
import java.io.BufferedReader;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No batch takes memory, on any thread: an epoch of eight times as many batches takes no byte
/// more.
class TrainingAllocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void noBatchTakesMemory(String kernel) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "-Dsoftjac.kernel=" + kernel,
                "-cp",
                classPath(),
                Measure.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines;
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().toList();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(lines).hasSize(4).allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  private static String classPath() {
    return String.join(
        File.pathSeparator,
        Stream.of("java.class.path", "jdk.module.path")
            .map(name -> System.getProperty(name, ""))
            .filter(path -> !path.isEmpty())
            .toList());
  }

  /// Prints the bytes of a batch, a line a training. A process of its own, so that nothing else
  /// shapes what the compiler does.
  static final class Measure {

    private static final int ROWS = 3200;
    private static final int COLUMNS = 20;
    private static final int CLASSES = 4;
    private static final int LARGE = 64;
    private static final int SMALL = 8;
    private static final int EPOCHS = 40;
    private static final int MOST_TRAININGS = 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Measure() {}

    public static void main(String[] args) {
      Network relu =
          NetworkBuilder.inputs(COLUMNS, 3)
              .hidden(64, Activation.RELU)
              .hidden(24, Activation.RELU)
              .linear(CLASSES)
              .build();
      Network others =
          NetworkBuilder.inputs(COLUMNS, 3)
              .hidden(32, Activation.GELU)
              .residual(block -> block.layerNorm().hidden(16, Activation.TANH).linear(32))
              .dropout(0.2)
              .linear(CLASSES)
              .build();
      TrainingOptions.Builder options = TrainingOptions.builder().threads(2).epochs(EPOCHS);
      print("adamw", relu, options.solver(Solver.ADAMW));
      print("adamw, other layers", others, options.solver(Solver.ADAMW));
      print("sgd", relu, options.solver(Solver.SGD));
      print("adam, clipped and averaged", others, options.solver(Solver.ADAM).clip(0.5).ema(0.99));
    }

    /// Trains anew until an epoch takes the same however many batches it has.
    private static void print(String name, Network start, TrainingOptions.Builder options) {
      Dataset data = RandomData.clouds(ROWS, COLUMNS, CLASSES, 1);
      long bytes = 1;
      for (int i = 0; i < MOST_TRAININGS && bytes != 0; i++) {
        long few = epoch(data, start, options.batchSize(LARGE).build());
        long many = epoch(data, start, options.batchSize(SMALL).build());
        bytes = (many - few) / (ROWS / SMALL - ROWS / LARGE);
      }
      System.out.println(name + ": " + bytes + " bytes");
    }

    /// The least that an epoch took.
    private static long epoch(Dataset data, Network start, TrainingOptions options) {
      long[] least = {Long.MAX_VALUE, THREADS.getTotalThreadAllocatedBytes()};
      TrainingListener listener =
          progress -> {
            long now = THREADS.getTotalThreadAllocatedBytes();
            least[0] = Math.min(least[0], now - least[1]);
            least[1] = THREADS.getTotalThreadAllocatedBytes();
          };
      new Trainer(options).trainFrom(start, data, null, listener);
      return least[0];
    }
  }
}
