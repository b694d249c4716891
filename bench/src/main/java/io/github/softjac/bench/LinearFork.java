package io.github.softjac.bench;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.LinearOurs;
import io.github.softjac.bench.contestant.LinearTorch;
import io.github.softjac.bench.contestant.OpenBlas;
import io.github.softjac.bench.measure.Statistics;
import java.io.PrintStream;
import java.util.List;
import java.util.Random;

/// What one JVM measures of matrix products and linear models: a line `task TAB peer TAB
/// milliseconds of ours TAB ratio`, the ratio being the median over the rounds of their time
/// divided by ours in the same round.
final class LinearFork {

  private static final int[][] PRODUCTS = {
    {512, 512, 512}, {1024, 1024, 1024}, {4096, 384, 150}, {4096, 784, 10}
  };

  /// Nanoseconds of untimed calls of each, and of a turn.
  private static final long WARM_UP = 1_500_000_000L;

  private static final double TURN = 10e6;

  private static final long SEED = 20_260_101;

  private final int threads;
  private final int rounds;
  private final boolean quick;
  private final PrintStream out;

  LinearFork(int threads, int rounds, boolean quick, PrintStream out) {
    this.threads = threads;
    this.rounds = rounds;
    this.quick = quick;
    this.out = out;
  }

  void run() {
    LinearTorch.threads(threads);
    for (int[] shape : PRODUCTS) {
      product(shape[0], shape[1], shape[2]);
    }
    crossEntropy(4096, 384, 150, rounds);
    if (quick) {
      passes(6_000, 784, 10);
    } else {
      passes(60_000, 784, 10);
      crossEntropy(2048, 768, 32_000, Math.max(2, rounds / 4));
    }
  }

  private void product(int m, int k, int n) {
    float[] a = numbers(m * k);
    float[] b = numbers(k * n);
    try (Call ours = LinearOurs.product(a, b, m, k, n, threads);
        Call blas = OpenBlas.product(a, b, m, k, n, threads);
        Call torch = LinearTorch.product(a, b, m, k, n)) {
      agree(ours, blas, n, 1e-4);
      agree(ours, torch, n, 1e-4);
      String task = "product %d × %d × %d".formatted(m, k, n);
      report(task, rounds, List.of("OpenBLAS", "libtorch (MKL)"), List.of(ours, blas, torch));
    }
  }

  private void crossEntropy(int rows, int columns, int classes, int turns) {
    float[] x = numbers(rows * columns);
    float[] w = numbers(classes * columns);
    for (int i = 0; i < w.length; i++) {
      w[i] *= 0.1f;
    }
    int[] labels = labels(rows, classes);
    String task = "linear + cross-entropy, forward and backward, %d × %d × %d";
    task = task.formatted(rows, columns, classes);
    long before = LinearOurs.heap();
    try (LinearOurs.Model ours = LinearOurs.model(x, w, labels, rows, columns, classes, threads)) {
      ours.run();
      double extra = (LinearOurs.heap() - before - ours.parameterBytes()) / 1e6;
      double theirs = 4.0 * Float.BYTES * rows * classes / 1e6;
      out.println("%s\tmemory, 4 tensors\t%.1f MB\t%.2f".formatted(task, extra, theirs / extra));
      try (Call torch = LinearTorch.crossEntropy(x, w, labels, rows, columns, classes)) {
        torch.run();
        agree(ours, torch, columns, 1e-6);
        report(task, turns, List.of("libtorch"), List.of(ours, torch));
      }
    }
  }

  private void passes(int rows, int columns, int classes) {
    float[] x = numbers(rows * columns);
    float[] w = numbers(classes * columns);
    int[] labels = labels(rows, classes);
    try (LinearOurs.Model gradient =
            LinearOurs.model(x, w, labels, rows, columns, classes, threads);
        LinearOurs.Model product = gradient.hessianProduct();
        Call read = LinearOurs.read(x, threads)) {
      String shape = "%d × %d × %d".formatted(rows, columns, classes);
      report("gradient pass, " + shape, rounds, List.of("reading X"), List.of(gradient, read));
      report("Hessian product, " + shape, rounds, List.of("reading X"), List.of(product, read));
    }
  }

  private void report(String task, int turns, List<String> peers, List<Call> calls) {
    int[] repetitions = new int[calls.size()];
    for (int who = 0; who < repetitions.length; who++) {
      double nanos = turn(calls.get(who), 1);
      long end = System.nanoTime() + (quick ? 0 : WARM_UP);
      while (System.nanoTime() < end) {
        nanos = turn(calls.get(who), 1);
      }
      repetitions[who] = (int) Math.max(1, Math.min(1000, TURN / nanos));
    }
    double[][] nanos = new double[calls.size()][turns];
    for (int round = 0; round < turns; round++) {
      for (int turn = 0; turn < calls.size(); turn++) {
        int who = (round + turn) % calls.size();
        nanos[who][round] = turn(calls.get(who), repetitions[who]);
      }
    }
    for (int who = 1; who < calls.size(); who++) {
      double[] ratios = new double[turns];
      for (int round = 0; round < turns; round++) {
        ratios[round] = nanos[who][round] / nanos[0][round];
      }
      out.println(
          "%s\t%s\t%.2f ms\t%.3f"
              .formatted(
                  task,
                  peers.get(who - 1),
                  Statistics.median(nanos[0]) / 1e6,
                  Statistics.median(ratios)));
    }
    out.flush();
  }

  /// Nanoseconds a call.
  private static double turn(Call call, int repetitions) {
    long start = System.nanoTime();
    for (int i = 0; i < repetitions; i++) {
      call.run();
    }
    return Math.max(1, System.nanoTime() - start) / (double) repetitions;
  }

  private static void agree(Call ours, Call theirs, int columns, double bound) {
    ours.run();
    theirs.run();
    float[] mine = new float[columns];
    float[] other = new float[columns];
    ours.copyRow(0, mine);
    theirs.copyRow(0, other);
    for (int i = 0; i < columns; i++) {
      if (!(Math.abs(mine[i] - other[i]) <= bound * (1 + Math.abs(other[i])))) {
        throw new IllegalStateException(
            "element %d is %s here and %s there".formatted(i, mine[i], other[i]));
      }
    }
  }

  private static float[] numbers(int length) {
    Random random = new Random(SEED + length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static int[] labels(int rows, int classes) {
    Random random = new Random(SEED);
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
    }
    return labels;
  }
}
