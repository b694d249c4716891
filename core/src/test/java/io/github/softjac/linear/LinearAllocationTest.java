package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
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

/// A pass over the rows of a linear model takes no memory for rows, columns or classes, in no
/// thread, once there is what it needs: whichever way the shape takes. What is left is the piece of
/// work that is handed to the workers, an object or two a pass.
final class LinearAllocationTest {

  private static final int PASSES = 3;
  private static final int SHAPES = 4;
  private static final int MOST_BYTES = 200;

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void noPassAllocates(String kernel, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> lines =
        JavaProcess.of(Measure.class)
            .flags(JavaProcess.VECTOR_MODULE, "-Dsoftjac.kernel=" + kernel)
            .run(folder)
            .outIfDone();
    assertThat(lines)
        .hasSize(SHAPES * PASSES)
        .allSatisfy(line ->
            assertThat(Long.parseLong(line.replaceAll(".*: ", "")))
                .as(line)
                .isLessThan(MOST_BYTES));
  }

  /// Prints the bytes that a pass allocates on all threads together, a line a shape and pass.
  static final class Measure {

    private static final int CALLS = 20;
    private static final int THREADS = 2;
    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

    private Measure() {}

    public static void main(String[] args) {
      Map<String, Runnable> passes = new TreeMap<>();
      try (Workers workers = new Workers(THREADS)) {
        add("dense, few classes", dense(600, 70), 10, false, workers, passes);
        add("dense, many classes", dense(40, 70), 4000, false, workers, passes);
        add("dense, in double", dense(60, 17), 3, true, workers, passes);
        add("sparse", sparse(600, 900), 70, false, workers, passes);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        passes.forEach((name, pass) -> System.out.println(name + ": " + leastBytes(threads, pass)));
      }
    }

    private static void add(
        String shape,
        Features x,
        int classes,
        boolean inDouble,
        Workers workers,
        Map<String, Runnable> passes) {
      int[] labels = new int[x.rows()];
      for (int i = 0; i < labels.length; i++) {
        labels[i] = i * 7 % classes;
      }
      BatchCost cost = BatchCost.of(new CrossEntropy());
      LinearSoftmax model = LinearSoftmax.ofLabels(x, labels, null, classes, cost, workers);
      if (inDouble) {
        model = model.inDouble();
      }
      LinearSoftmax measured = model;
      double[] w = new double[model.size()];
      double[] v = new double[w.length];
      for (int i = 0; i < w.length; i++) {
        w[i] = i * 37 % 101 / 1e3;
        v[i] = i * 41 % 103 / 1e3;
      }
      double[] result = new double[w.length];
      passes.put(shape + ", value", () -> measured.value(w));
      passes.put(shape + ", gradient", () -> measured.gradient(w, result));
      passes.put(shape + ", Hessian product", () -> measured.hessianProduct(w, v, result));
    }

    private static Features dense(int rows, int columns) {
      float[] x = new float[rows * columns];
      for (int i = 0; i < x.length; i++) {
        x[i] = i * 29 % 97 / 97f;
      }
      return new DenseRows(x, rows, columns);
    }

    /// Nine entries a row.
    private static Features sparse(int rows, int columns) {
      int[] starts = new int[rows + 1];
      int[] columnOf = new int[9 * rows];
      float[] values = new float[columnOf.length];
      for (int i = 0; i < rows; i++) {
        starts[i + 1] = 9 * (i + 1);
        for (int e = 0; e < 9; e++) {
          columnOf[9 * i + e] = e * 100 + i * 31 % 100;
          values[9 * i + e] = 0.5f + e / 16f;
        }
      }
      return new SparseRows(starts, columnOf, values, columns);
    }

    private static long leastBytes(ThreadMXBean threads, Runnable pass) {
      long bytes = MOST_BYTES;
      long start = threads.getCurrentThreadCpuTime();
      while (bytes >= MOST_BYTES
          && threads.getCurrentThreadCpuTime() - start < LONGEST_WARM_UP_NANOS) {
        long before = threads.getTotalThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
          pass.run();
        }
        bytes = (threads.getTotalThreadAllocatedBytes() - before) / CALLS;
      }
      return bytes;
    }
  }
}
