package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.RandomRows;
import java.lang.reflect.Method;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The double kernels allocate nothing once they are compiled. A helper that is not inlined would
/// put its vectors on the heap and show here.
final class DoubleAllocationTest {

  private static final int CALLS = 2000;

  /// The time that the compiler is given at most: it may stop and start again as profiles change,
  /// and other methods wait for it too.
  private static final long LONGEST_NANOS = 20_000_000_000L;

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 16, 20, 31, 32, 33, 63, 64, 65, 100, 1000, 5000})
  void forwardAllocatesNothing(int classes) throws ReflectiveOperationException {
    int rows = Math.max(1, 512 / classes);
    double[] z = new RandomRows(4).normalDoubles(rows * classes, 1, 0);
    double[] y = new double[z.length];
    DoubleSoftmax scalar = new ScalarDoubleSoftmax();
    DoubleSoftmax vector = new VectorDoubleSoftmax();
    assertThat(bytes(() -> scalar.forward(z, y, 0, rows, classes))).as("scalar").isZero();
    assertThat(bytes(() -> vector.forward(z, y, 0, rows, classes))).as("vector").isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 16, 20, 31, 32, 33, 63, 64, 65, 100, 1000, 5000})
  void backwardAllocatesNothing(int classes) throws ReflectiveOperationException {
    int rows = Math.max(1, 512 / classes);
    double[] y = new RandomRows(4).normalDoubles(rows * classes, 1, 0);
    double[] dz = new double[y.length];
    DoubleBackward scalar = new ScalarDoubleBackward();
    DoubleBackward vector = new VectorDoubleBackward();
    assertThat(bytes(() -> scalar.backward(y, y, dz, 0, rows, classes))).as("scalar").isZero();
    assertThat(bytes(() -> vector.backward(y, y, dz, 0, rows, classes))).as("vector").isZero();
  }

  /// Bytes of a call, after as many as it takes to compile it.
  private static long bytes(Runnable call) throws ReflectiveOperationException {
    long least = Long.MAX_VALUE;
    long start = System.nanoTime();
    while (least > 0 && System.nanoTime() - start < LONGEST_NANOS) {
      long before = allocated();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      // Asking costs a few hundred bytes itself: a part of a byte a call.
      least = Math.min(least, (allocated() - before) / CALLS);
    }
    return least;
  }

  /// Bytes allocated by this thread so far. By reflection, since the module under test does not
  /// need the one that can tell.
  private static long allocated() throws ReflectiveOperationException {
    Object threads =
        Class.forName("java.lang.management.ManagementFactory")
            .getMethod("getThreadMXBean")
            .invoke(null);
    Method bytes =
        Class.forName("com.sun.management.ThreadMXBean")
            .getMethod("getCurrentThreadAllocatedBytes");
    return (long) bytes.invoke(threads);
  }
}
