package io.github.softjac.softmax;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.process.JavaProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No kernel allocates: not one byte a call once it is compiled. That also shows that every vector
/// stays in a register, since one that does not is an object.
class AllocationTest {

  private static final int[] CLASSES = {
    1, 3, 5, 8, 10, 16, 20, 32, 33, 63, 64, 65, 100, 128, 1000, 5000
  };

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void noKernelAllocates(String kernel, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> lines =
        JavaProcess.of(Measure.class)
            .flags(JavaProcess.VECTOR_MODULE, "-Xbatch", "-Dsoftjac.kernel=" + kernel)
            .run(folder)
            .outIfDone();
    assertThat(lines).hasSize(14 * CLASSES.length);
    assertThat(lines).allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  /// Prints the bytes that a call allocates, a line an operation and number of classes. A process
  /// of its own, so that nothing else in the JVM shapes what the compiler does.
  static final class Measure {

    private static final Cost COST = new CrossEntropy();
    private static final BatchCost OPTIONS =
        BatchCost.of(COST).labelSmoothing(0.1).temperature(2).zLoss(1e-4);
    private static final BatchCost WIDE = BatchCost.of(COST);
    private static final int CALLS = 200;

    /// So many that the methods around the loops are compiled, too, with the loops in them: that
    /// may put vectors on the heap that the loops alone have kept in registers.
    private static final int WARM_UP_CALLS = 6_000;

    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;

    public static void main(String[] args) {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      threads.getCurrentThreadAllocatedBytes();
      Map<String, Long> most = new TreeMap<>();
      // Where an array goes on behind the last row, and where it ends there, a kernel may take
      // different ways; having taken one must not make it allocate on the other.
      for (int behind : new int[] {64, 0}) {
        operations(behind)
            .forEach((name, operation) -> {
              run(operation, WARM_UP_CALLS);
              long bytes = 1;
              long start = System.nanoTime();
              while (bytes > 0 && System.nanoTime() - start < LONGEST_WAIT_NANOS) {
                long before = threads.getCurrentThreadAllocatedBytes();
                run(operation, CALLS);
                bytes = threads.getCurrentThreadAllocatedBytes() - before;
              }
              most.merge(name, bytes / CALLS, Math::max);
            });
      }
      most.forEach((name, bytes) -> System.out.println(name + ": " + bytes + " bytes"));
    }

    private static void run(Runnable operation, int calls) {
      for (int i = 0; i < calls; i++) {
        operation.run();
      }
    }

    /// All kernels on rows of all numbers of classes.
    ///
    /// @param behind how many elements the arrays have behind the last row
    private static Map<String, Runnable> operations(int behind) {
      Map<String, Runnable> operations = new TreeMap<>();
      for (int classes : CLASSES) {
        int rows = Math.max(1, 1024 / classes);
        float[] z = new float[rows * classes + behind];
        double[] wideZ = new double[rows * classes + behind];
        for (int i = 0; i < z.length; i++) {
          z[i] = i * 37 % 101 / 16f;
          wideZ[i] = z[i];
        }
        float[] y = new float[z.length];
        float[] dz = new float[z.length];
        double[] wideY = new double[z.length];
        double[] wideDz = new double[z.length];
        operations.put("forward float " + classes, () -> Softmax.forward(z, y, rows, classes));
        operations.put(
            "backward float " + classes, () -> Softmax.backward(y, z, dz, rows, classes));
        operations.put(
            "forward double " + classes, () -> Softmax.forward(wideZ, wideY, rows, classes));
        operations.put(
            "backward double " + classes,
            () -> Softmax.backward(wideY, wideZ, wideDz, rows, classes));
        int[] labels = new int[rows];
        operations.put(
            "cross-entropy of labels " + classes,
            () -> COST.meanLogitGradient(z, labels, null, dz, rows, classes));
        operations.put(
            "cross-entropy " + classes,
            () -> COST.meanLogitGradient(z, z, null, dz, rows, classes));
        operations.put(
            "cross-entropy of labels with options " + classes,
            () -> OPTIONS.gradient(z, labels, null, dz, rows, classes));
        operations.put(
            "cross-entropy of labels double " + classes,
            () -> WIDE.gradient(wideZ, labels, null, wideDz, rows, classes));
        operations.put(
            "cross-entropy double " + classes,
            () -> COST.meanLogitGradient(wideZ, wideZ, null, wideDz, rows, classes));
        operations.put(
            "cross-entropy double with options " + classes,
            () -> OPTIONS.gradient(wideZ, labels, null, wideDz, rows, classes));
        operations.put("log float " + classes, () -> LogSoftmax.forward(z, y, rows, classes));
        operations.put(
            "log double " + classes, () -> LogSoftmax.forward(wideZ, wideY, rows, classes));
        operations.put(
            "log backward float " + classes, () -> LogSoftmax.backward(y, z, dz, rows, classes));
        operations.put(
            "log backward double " + classes,
            () -> LogSoftmax.backward(wideY, wideZ, wideDz, rows, classes));
      }
      return operations;
    }

    private Measure() {}
  }
}
