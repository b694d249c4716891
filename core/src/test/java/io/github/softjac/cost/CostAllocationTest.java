package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
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

/// Batches allocate nothing, whatever the cost: not one byte a call, once a thread's memory has
/// grown to the shape and the compiler has seen that small objects never leave a method.
final class CostAllocationTest {

  private static final int GRADIENTS = 5;
  private static final int PRODUCTS = 2;

  /// In whose products `StrictMath.pow` keeps the digits: it has arrays of its own, which the
  /// compiler does not always do without.
  private static final String WITH_POWERS = "generalised-cross-entropy";

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void noCostAllocates(String kernel, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> lines =
        JavaProcess.of(Measure.class)
            .flags(JavaProcess.VECTOR_MODULE, "-Dsoftjac.kernel=" + kernel)
            .run(folder)
            .outIfDone();
    assertThat(lines)
        .hasSize((GRADIENTS + PRODUCTS) * Costs.names().size() - PRODUCTS)
        .allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  /// Prints the bytes that a call allocates, a line a cost and operation. A process of its own, so
  /// that neither other tests nor the probes of coverage shape what the compiler does.
  static final class Measure {

    private static final int ROWS = 40;
    private static final int CLASSES = 12;
    private static final int CALLS = 100;

    /// Of the thread's own processor time: where others keep the processors busy the compiler gets
    /// as little of them as this thread, and is as late.
    private static final long LONGEST_WARM_UP_NANOS = 10_000_000_000L;

    private final float[] z = new float[ROWS * CLASSES];
    private final float[] t = new float[ROWS * CLASSES];
    private final float[] v = new float[ROWS * CLASSES];
    private final float[] dz = new float[ROWS * CLASSES];
    private final double[] losses = new double[ROWS];
    private final int[] labels = new int[ROWS];
    private final Map<String, Runnable> operations = new TreeMap<>();

    public static void main(String[] args) {
      Measure measure = new Measure();
      for (String name : Costs.names()) {
        BatchCost cost = BatchCost.of(Costs.named(name));
        measure.addGradients(name, cost);
        if (!name.equals(WITH_POWERS)) {
          measure.addProducts(name, cost);
        }
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      measure.operations.forEach((name, operation) ->
          System.out.println(name + ": " + leastBytes(threads, operation) + " bytes"));
    }

    private Measure() {
      for (int i = 0; i < z.length; i++) {
        z[i] = i * 37 % 101 / 25f;
        v[i] = i * 41 % 103 / 50f - 1;
        t[i] = i % 4 == 0 ? 0.25f : 0.0625f;
      }
      for (int row = 0; row < ROWS; row++) {
        labels[row] = row * 5 % CLASSES;
      }
    }

    private void addGradients(String name, BatchCost cost) {
      BatchCost optional = cost.labelSmoothing(0.1).zLoss(1e-3);
      operations.put(
          name + ", gradient of labels", () -> cost.gradient(z, labels, null, dz, ROWS, CLASSES));
      operations.put(
          name + ", gradients of labels",
          () -> cost.gradients(z, labels, null, losses, dz, ROWS, CLASSES));
      operations.put(name + ", value of labels", () -> cost.value(z, labels, null, ROWS, CLASSES));
      operations.put(
          name + ", gradient of targets with options",
          () -> optional.gradient(z, t, null, dz, ROWS, CLASSES));
      operations.put(
          name + ", value of targets with options",
          () -> optional.value(z, t, null, ROWS, CLASSES));
    }

    private void addProducts(String name, BatchCost cost) {
      operations.put(
          name + ", product of labels",
          () -> cost.hessianProduct(z, labels, null, v, dz, ROWS, CLASSES));
      operations.put(
          name + ", product of targets",
          () -> cost.hessianProduct(z, t, null, v, dz, ROWS, CLASSES));
    }

    private static long leastBytes(ThreadMXBean threads, Runnable operation) {
      long bytes = 1;
      long start = threads.getCurrentThreadCpuTime();
      while (bytes > 0 && threads.getCurrentThreadCpuTime() - start < LONGEST_WARM_UP_NANOS) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
          operation.run();
        }
        bytes = threads.getCurrentThreadAllocatedBytes() - before;
      }
      return bytes / CALLS;
    }
  }
}
