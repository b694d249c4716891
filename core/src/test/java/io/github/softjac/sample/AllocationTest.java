package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.softjac.process.JavaProcess;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Mask;
import io.github.softjac.softmax.ShapedSoftmax;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Options and draws allocate nothing: not one byte a call once they are warm.
final class AllocationTest {

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void noOptionAndNoDrawAllocates(String kernel, @TempDir Path folder)
      throws IOException, InterruptedException {
    List<String> lines =
        JavaProcess.of(Measure.class)
            .flags(JavaProcess.VECTOR_MODULE, "-Dsoftjac.kernel=" + kernel)
            .run(folder)
            .outIfDone();
    assertThat(lines).hasSize(5 * 8 + 2 + 3 * 5 + 2 + 4);
    assertThat(lines).allSatisfy(line -> assertThat(line).endsWith(": 0 bytes"));
  }

  /// Prints the bytes that a call allocates, a line an operation. A process of its own, so that
  /// nothing else in the JVM shapes what the compiler does.
  static final class Measure {

    private static final int CALLS = 200;
    private static final long LONGEST_WARM_UP_NANOS = 20_000_000_000L;

    private final Map<String, Runnable> operations = new TreeMap<>();
    private final float[] z = new float[480];
    private final float[] y = new float[480];
    private final float[] out = new float[480];
    private final double[] wideZ = new double[480];
    private final double[] wideY = new double[480];
    private final double[] wideOut = new double[480];
    private final int[] indices = new int[480];

    public static void main(String[] args) {
      Measure measure = new Measure();
      boolean[] allowed = new boolean[60];
      allowed[7] = true;
      measure.addOptions(ShapedSoftmax.rows(8, 60));
      measure.addOptions(ShapedSoftmax.rows(8, 60).temperature(0.3).mask(Mask.causal(8, 9)));
      measure.addOptions(ShapedSoftmax.axis(4, 60, 2).mask(Mask.allow(allowed)));
      measure.addOptions(ShapedSoftmax.rows(6, 60, 70).mask(Mask.add(new float[60])));
      measure.addOptions(ShapedSoftmax.rows(7, 60).mask(Mask.add(new double[60])));
      measure.addDraws(Sampler.create());
      measure.addDraws(Sampler.create().temperature(0));
      measure.addDraws(Sampler.create().temperature(0.8).topK(20).topP(0.9));
      measure.addTheRest();
      measure.print();
    }

    private void addOptions(ShapedSoftmax shaped) {
      operations.put(shaped + " forward", () -> shaped.forward(z, y));
      operations.put(shaped + " forward double", () -> shaped.forward(wideZ, wideY));
      operations.put(shaped + " log-sum-exp", () -> shaped.forward(z, y, out));
      operations.put(shaped + " log-sum-exp double", () -> shaped.forward(wideZ, wideY, wideOut));
      operations.put(shaped + " backward", () -> shaped.backward(y, z, out));
      operations.put(shaped + " backward double", () -> shaped.backward(wideY, wideZ, wideOut));
      operations.put(shaped + " log", () -> shaped.logForward(z, out));
      operations.put(shaped + " log backward", () -> shaped.logBackward(y, z, out));
    }

    private void addDraws(Sampler sampler) {
      SplittableRandom random = new SplittableRandom(1);
      operations.put(sampler + " float", () -> sampler.sample(z, random));
      operations.put(sampler + " seed", () -> sampler.sample(z, 5));
      operations.put(sampler + " double", () -> sampler.sample(wideZ, random));
      operations.put(sampler + " batch", () -> sampler.sample(z, indices, 8, 60, random));
      operations.put(sampler + " probabilities", () -> sampler.probabilities(wideZ, wideOut));
    }

    private void addTheRest() {
      SplittableRandom random = new SplittableRandom(1);
      GumbelSoftmax relaxed = GumbelSoftmax.of(0.5);
      operations.put("log-sum-exp float", () -> LogSumExp.forward(z, out, 8, 60));
      operations.put("log-sum-exp double", () -> LogSumExp.forward(wideZ, wideOut, 8, 60));
      operations.put("Gumbel-max", () -> GumbelMax.sample(z, random));
      operations.put("Gumbel-max seed", () -> GumbelMax.sample(wideZ, 5));
      operations.put("Gumbel-softmax", () -> relaxed.forward(z, y, 8, 60, 3));
      operations.put("Gumbel-softmax one-hot", () -> relaxed.forward(z, y, out, 8, 60, 3));
      operations.put("Gumbel-softmax double", () -> relaxed.forward(wideZ, wideY, 8, 60, 3));
      operations.put("Gumbel-softmax backward", () -> relaxed.backward(y, z, out, 8, 60));
    }

    private void print() {
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      threads.getCurrentThreadAllocatedBytes();
      operations.forEach((name, operation) -> {
        long bytes = 1;
        long start = System.nanoTime();
        while (bytes > 0 && System.nanoTime() - start < LONGEST_WARM_UP_NANOS) {
          long before = threads.getCurrentThreadAllocatedBytes();
          for (int i = 0; i < CALLS; i++) {
            operation.run();
          }
          bytes = threads.getCurrentThreadAllocatedBytes() - before;
        }
        System.out.println(name + ": " + bytes / CALLS + " bytes");
      });
    }
  }
}
