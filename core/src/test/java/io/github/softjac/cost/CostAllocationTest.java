package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches allocate nothing, whatever the cost: once a thread's memory has grown to the shape,
/// bytes are those of the measuring itself.
final class CostAllocationTest {

  private static final int ROWS = 40;
  private static final int CLASSES = 12;

  /// Less than one array of a row each call, which is what is looked for.
  private static final int BYTES_A_CALL = 32;

  private static final int CALLS = 100;

  /// The compiler may take so long to see that a small object never leaves a method.
  private static final long LONGEST_NANOS = 20_000_000_000L;

  private final float[] z = new float[ROWS * CLASSES];
  private final float[] t = new float[ROWS * CLASSES];
  private final float[] dz = new float[ROWS * CLASSES];
  private final double[] losses = new double[ROWS];
  private final int[] labels = new int[ROWS];

  static Set<String> names() {
    return Costs.names();
  }

  /// `StrictMath.pow`, by which generalised cross-entropy keeps its digits in double, has arrays of
  /// its own, which the compiler does not always do without.
  static Set<String> namesWithoutPowers() {
    Set<String> names = new TreeSet<>(Costs.names());
    names.remove("generalised-cross-entropy");
    return names;
  }

  CostAllocationTest() {
    for (int i = 0; i < z.length; i++) {
      z[i] = i * 37 % 101 / 25f;
      t[i] = i % 4 == 0 ? 0.25f : 0.0625f;
    }
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row * 5 % CLASSES;
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsOfLabelsAllocateNothing(String name) throws ReflectiveOperationException {
    BatchCost cost = BatchCost.of(Costs.named(name));
    allocatesNothing(() -> cost.gradient(z, labels, null, dz, ROWS, CLASSES));
    allocatesNothing(() -> cost.gradients(z, labels, null, losses, dz, ROWS, CLASSES));
    allocatesNothing(() -> cost.value(z, labels, null, ROWS, CLASSES));
  }

  @ParameterizedTest
  @MethodSource("names")
  void gradientsOfTargetsAllocateNothing(String name) throws ReflectiveOperationException {
    BatchCost cost = BatchCost.of(Costs.named(name)).labelSmoothing(0.1).zLoss(1e-3);
    allocatesNothing(() -> cost.gradient(z, t, null, dz, ROWS, CLASSES));
    allocatesNothing(() -> cost.value(z, t, null, ROWS, CLASSES));
  }

  @ParameterizedTest
  @MethodSource("namesWithoutPowers")
  void hessianProductsAllocateNothing(String name) throws ReflectiveOperationException {
    BatchCost cost = BatchCost.of(Costs.named(name));
    float[] v = z.clone();
    allocatesNothing(() -> cost.hessianProduct(z, labels, null, v, dz, ROWS, CLASSES));
    allocatesNothing(() -> cost.hessianProduct(z, t, null, v, dz, ROWS, CLASSES));
  }

  private static void allocatesNothing(Runnable call) throws ReflectiveOperationException {
    // Reflection: the module of the library does not read java.management.
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method allocated =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + LONGEST_NANOS;
    while (least >= CALLS * BYTES_A_CALL && System.nanoTime() < end) {
      long before = (long) allocated.invoke(threads);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, (long) allocated.invoke(threads) - before);
    }
    assertThat(least).isLessThan(CALLS * BYTES_A_CALL);
  }
}
