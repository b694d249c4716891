package io.github.softjac.internal.parallel;

import com.sun.management.ThreadMXBean;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Mask;
import io.github.softjac.softmax.ShapedSoftmax;
import io.github.softjac.softmax.Softmax;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// What [SharedBatchTest] runs in JVMs of their own: every batch operation on large batches of odd
/// shapes.
final class SharedBatches {

  /// Rows and classes: pieces with and without a rest, rows longer than a piece, two rows, one.
  private static final int[][] SHAPES = {
    {70_001, 1},
    {40_003, 2},
    {9_999, 7},
    {7_001, 10},
    {2_222, 33},
    {1_025, 64},
    {517, 129},
    {300, 257},
    {67, 1000},
    {17, 4097},
    {5, 20_001},
    {2, 50_000},
    {1, 128_256}
  };

  private static final long SEED = 20_260_104;
  private static final long LONGEST_NANOS = 60_000_000_000L;

  private SharedBatches() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "digests" -> digests();
      case "callers" -> callers();
      case "interrupted" -> interrupted();
      case "allocation" -> allocation();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void digests() {
    System.out.println("workers before: " + workers().size());
    for (int[] shape : SHAPES) {
      new Arrays(shape[0], shape[1])
          .operations()
          .forEach((name, operation) ->
              System.out.println(
                  "%s %dx%d %s".formatted(name, shape[0], shape[1], operation.digest())));
    }
    System.out.println("workers after: " + workers().size());
  }

  private static Operation forward() {
    return Objects.requireNonNull(new Arrays(7_001, 10).operations().get("forward"));
  }

  private static void callers() throws InterruptedException {
    String alone = forward().digest();
    AtomicInteger agree = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      Operation operation = forward();
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                boolean all = true;
                for (int call = 0; call < 200; call++) {
                  all &= operation.digest().equals(alone);
                }
                agree.addAndGet(all ? 1 : 0);
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.println(agree.get() + " callers agree");
  }

  private static void interrupted() {
    Operation operation = forward();
    String before = operation.digest();
    Thread.currentThread().interrupt();
    String after = operation.digest();
    System.out.println(
        (before.equals(after) ? "the same bits" : "other bits")
            + ", interrupted: "
            + Thread.interrupted());
  }

  private static void allocation() {
    ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] workers = startedWorkers();
    new Arrays(7_001, 10)
        .operations()
        .forEach((name, operation) -> {
          long bytes = 1;
          long start = System.nanoTime();
          while (bytes > 0 && System.nanoTime() - start < LONGEST_NANOS) {
            long before = allocated(beans, workers);
            for (int call = 0; call < 50; call++) {
              operation.call.run();
            }
            bytes = allocated(beans, workers) - before;
          }
          System.out.println(name + ": " + bytes + " bytes");
        });
  }

  /// By this thread and all workers. The counters are read in one order, without allocation of
  /// their own between.
  private static long allocated(ThreadMXBean beans, long[] workers) {
    long others = 0;
    for (long worker : workers) {
      others += beans.getThreadAllocatedBytes(worker);
    }
    return others + beans.getCurrentThreadAllocatedBytes();
  }

  private static long[] startedWorkers() {
    float[] z = new float[1 << 17];
    Softmax.forward(z, z, 1 << 10, 1 << 7);
    return workers().stream().mapToLong(Thread::threadId).toArray();
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("softjac-worker-"))
        .toList();
  }

  /// A call and what it writes.
  private static final class Operation {
    private final Runnable call;
    private final float[] floats;
    private final double[] doubles;

    Operation(Runnable call, float[] floats, double[] doubles) {
      this.call = call;
      this.floats = floats;
      this.doubles = doubles;
    }

    String digest() {
      java.util.Arrays.fill(floats, 0);
      java.util.Arrays.fill(doubles, 0);
      call.run();
      ByteBuffer bytes = ByteBuffer.allocate(4 * floats.length + 8 * doubles.length);
      bytes.asFloatBuffer().put(floats);
      bytes.position(4 * floats.length).slice().asDoubleBuffer().put(doubles);
      try {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
        return HexFormat.of().formatHex(digest, 0, 8);
      } catch (NoSuchAlgorithmException e) {
        throw new AssertionError(e);
      }
    }
  }

  /// The arrays of one shape.
  private static final class Arrays {
    private final int rows;
    private final int classes;
    private final float[] z;
    private final double[] wideZ;
    private final float[] y;
    private final double[] wideY;

    Arrays(int rows, int classes) {
      this.rows = rows;
      this.classes = classes;
      Random random = new Random(SEED + classes);
      z = new float[rows * classes];
      wideZ = new double[z.length];
      for (int i = 0; i < z.length; i++) {
        wideZ[i] = 3 * random.nextGaussian();
        z[i] = (float) wideZ[i];
      }
      for (int i = 0; i < z.length; i += 10_007) {
        z[i] = i % 2 == 0 ? Float.NaN : Float.NEGATIVE_INFINITY;
        wideZ[i] = z[i];
      }
      y = new float[z.length];
      wideY = new double[z.length];
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < classes; k++) {
          y[row * classes + k] = (k + 1f) / classes / classes;
          wideY[row * classes + k] = (k + 1.0) / classes / classes;
        }
      }
    }

    Map<String, Operation> operations() {
      float[] out = new float[z.length];
      double[] wide = new double[z.length];
      double[] mean = new double[1];
      float[] none = {};
      double[] nothing = {};
      int[] labels = new int[rows];
      float[] weights = new float[rows];
      for (int row = 0; row < rows; row++) {
        labels[row] = row % 11 == 0 ? -1 : row % classes;
        weights[row] = row % 4 / 3f;
      }
      CrossEntropy cost = new CrossEntropy();
      SquaredError squares = new SquaredError();
      BatchCost options = BatchCost.of(squares).labelSmoothing(0.1).temperature(2).zLoss(1e-4);
      ShapedSoftmax shaped =
          ShapedSoftmax.rows(rows, classes).temperature(1.5).mask(Mask.causal(rows));
      Map<String, Operation> operations = new LinkedHashMap<>();
      operations.put(
          "forward", new Operation(() -> Softmax.forward(z, out, rows, classes), out, nothing));
      operations.put(
          "backward",
          new Operation(() -> Softmax.backward(y, z, out, rows, classes), out, nothing));
      operations.put(
          "log", new Operation(() -> LogSoftmax.forward(z, out, rows, classes), out, nothing));
      operations.put(
          "log backward",
          new Operation(() -> LogSoftmax.backward(y, z, out, rows, classes), out, nothing));
      operations.put(
          "cross-entropy of labels",
          new Operation(
              () -> mean[0] = cost.meanLogitGradient(z, labels, weights, out, rows, classes),
              out,
              mean));
      operations.put(
          "cross-entropy of targets",
          new Operation(
              () -> mean[0] = cost.meanLogitGradient(z, y, null, out, rows, classes), out, mean));
      operations.put(
          "options",
          new Operation(
              () -> mean[0] = options.gradient(z, labels, weights, out, rows, classes), out, mean));
      operations.put(
          "double cost",
          new Operation(
              () -> wide[0] = squares.meanLogitGradient(wideZ, wideY, null, wide, rows, classes),
              none,
              wide));
      operations.put(
          "double cross-entropy",
          new Operation(
              () -> wide[0] += cost.meanLogitGradient(wideZ, wideY, null, wide, rows, classes),
              none,
              wide));
      operations.put("shaped", new Operation(() -> shaped.forward(z, out), out, nothing));
      operations.put(
          "double forward",
          new Operation(() -> Softmax.forward(wideZ, wide, rows, classes), none, wide));
      operations.put(
          "double backward",
          new Operation(() -> Softmax.backward(wideY, wideZ, wide, rows, classes), none, wide));
      operations.put(
          "double log",
          new Operation(() -> LogSoftmax.forward(wideZ, wide, rows, classes), none, wide));
      operations.put(
          "double log backward",
          new Operation(() -> LogSoftmax.backward(wideY, wideZ, wide, rows, classes), none, wide));
      operations.put(
          "double shaped backward",
          new Operation(() -> shaped.backward(wideY, wideZ, wide), none, wide));
      return operations;
    }
  }
}
