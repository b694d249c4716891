package io.github.softjac.bench;

import io.github.softjac.bench.measure.Statistics;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.BlockCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CostSensitive;
import io.github.softjac.cost.Costs;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.ReversedKullbackLeibler;
import io.github.softjac.cost.SparsemaxLoss;
import io.github.softjac.softmax.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Times of all costs in one JVM: shape by shape, and round by round in turns.
final class CostFork {

  /// What the others are divided by.
  static final String BASE = "cross-entropy";

  private static final int ELEMENTS = 1 << 14;

  /// A cost matrix of so many classes has 8 MB; for more it is left out.
  private static final int LARGEST_MATRIX = 1000;

  /// So many calls of each kind ask for its vector kernels.
  private static final int CALLS_BEFORE_WARM_UP = 1 << 13;

  private static final double TURN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  enum Targets {
    LABELS("Index labels"),
    SOFT("Soft targets");

    private final String title;

    Targets(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }
  }

  /// The median over the rounds of one fork: a line of what the fork prints.
  record Time(String name, Targets targets, int classes, double nanos, double ratio) {}

  private interface Run {
    double run();
  }

  private CostFork() {}

  static List<Time> run(
      int fork, List<Integer> classes, List<String> only, int rounds, long warmUpMillis) {
    awaitVectorKernels();
    List<Time> times = new ArrayList<>();
    for (Targets targets : Targets.values()) {
      for (int k : classes) {
        SequencedMap<String, Run> runs = runs(targets, k, fork);
        if (!only.isEmpty()) {
          runs.keySet().retainAll(withBase(only));
        }
        times.addAll(time(runs, targets, k, rounds, warmUpMillis));
      }
    }
    return times;
  }

  private static List<String> withBase(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(BASE);
    return all;
  }

  /// Works with every family of kernels that costs use until their vector kernels are compiled: one
  /// that is not would be timed in its plain loops.
  private static void awaitVectorKernels() {
    int classes = 64;
    int rows = ELEMENTS / classes;
    float[] z = new float[ELEMENTS];
    float[] t = new float[ELEMENTS];
    float[] dz = new float[ELEMENTS];
    int[] labels = new int[rows];
    Arrays.fill(t, 1f / classes);
    List<Cost> costs =
        List.of(
            new CrossEntropy(), new ReversedKullbackLeibler(), new SparsemaxLoss(), ownBlocks());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    int calls = 0;
    while (calls < CALLS_BEFORE_WARM_UP
        || (Kernels.active().contains("until") && System.nanoTime() < end)) {
      for (Cost cost : costs) {
        cost.meanLogitGradient(z, labels, null, dz, rows, classes);
        cost.meanLogitGradient(z, t, null, dz, rows, classes);
      }
      calls++;
    }
    System.err.println(Kernels.active());
  }

  private static SequencedMap<String, Run> runs(Targets targets, int classes, int fork) {
    int rows = Math.max(1, ELEMENTS / classes);
    SplittableRandom random = new SplittableRandom(fork);
    float[] z = new float[rows * classes];
    float[] t = new float[rows * classes];
    float[] dz = new float[rows * classes];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      double sum = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        z[i] = (float) random.nextGaussian();
        t[i] = (float) StrictMath.exp(random.nextGaussian());
        sum += t[i];
      }
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        t[i] = (float) (t[i] / sum);
      }
    }
    SequencedMap<String, Run> runs = new LinkedHashMap<>();
    costs(classes)
        .forEach((name, cost) ->
            runs.put(
                name,
                targets == Targets.LABELS
                    ? () -> cost.gradient(z, labels, null, dz, rows, classes)
                    : () -> cost.gradient(z, t, null, dz, rows, classes)));
    return runs;
  }

  private static Map<String, BatchCost> costs(int classes) {
    Map<String, BatchCost> costs = new LinkedHashMap<>();
    costs.put(BASE, BatchCost.of(new CrossEntropy()));
    for (String name : Costs.names()) {
      costs.putIfAbsent(name, BatchCost.of(Costs.named(name)));
    }
    if (classes <= LARGEST_MATRIX) {
      costs.put("cost-sensitive with a matrix", BatchCost.of(matrix(classes)));
    }
    costs.put("a user's block cost", BatchCost.of(ownBlocks()));
    costs.put("a user's block cost, eight sums", BatchCost.of(ownBlocksInEightSums()));
    BatchCost crossEntropy = BatchCost.of(new CrossEntropy());
    double[] classWeights = new double[classes];
    for (int k = 0; k < classes; k++) {
      classWeights[k] = 1 + k % 3;
    }
    costs.put("cross-entropy with class weights", crossEntropy.classWeights(classWeights));
    costs.put("cross-entropy with label smoothing", crossEntropy.labelSmoothing(0.1));
    costs.put("cross-entropy with temperature", crossEntropy.temperature(2));
    costs.put("cross-entropy with z-loss", crossEntropy.zLoss(1e-4));
    return costs;
  }

  private static CostSensitive matrix(int classes) {
    double[][] matrix = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        matrix[i][j] = i == j ? 0 : 1 + (i + j) % 5;
      }
    }
    return new CostSensitive(matrix);
  }

  /// Squared error as a user may write it for a block of rows.
  private static BlockCost ownBlocks() {
    return (y, t, dy, losses, rows, classes) -> {
      for (int i = 0; i < rows * classes; i++) {
        dy[i] = y[i] - t[i];
      }
      for (int row = 0; row < rows; row++) {
        double loss = 0;
        for (int i = row * classes; i < (row + 1) * classes; i++) {
          loss += 0.5 * dy[i] * dy[i];
        }
        losses[row] = loss;
      }
    };
  }

  /// The same with the loss on eight sums, none of which waits for the others: what is left above
  /// cross-entropy is not the user's loop.
  private static BlockCost ownBlocksInEightSums() {
    return (y, t, dy, losses, rows, classes) -> {
      for (int i = 0; i < rows * classes; i++) {
        dy[i] = y[i] - t[i];
      }
      for (int row = 0; row < rows; row++) {
        losses[row] = 0.5 * sumOfSquares(dy, row * classes, (row + 1) * classes);
      }
    };
  }

  private static double sumOfSquares(float[] x, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      s0 += (double) x[i] * x[i];
      s1 += (double) x[i + 1] * x[i + 1];
      s2 += (double) x[i + 2] * x[i + 2];
      s3 += (double) x[i + 3] * x[i + 3];
      s4 += (double) x[i + 4] * x[i + 4];
      s5 += (double) x[i + 5] * x[i + 5];
      s6 += (double) x[i + 6] * x[i + 6];
      s7 += (double) x[i + 7] * x[i + 7];
    }
    for (; i < to; i++) {
      s0 += (double) x[i] * x[i];
    }
    return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
  }

  private static List<Time> time(
      SequencedMap<String, Run> runs, Targets targets, int classes, int rounds, long warmUpMillis) {
    List<String> names = List.copyOf(runs.keySet());
    List<Run> calls = List.copyOf(runs.values());
    int[] repetitions = new int[names.size()];
    for (int who = 0; who < names.size(); who++) {
      repetitions[who] = warmUp(calls.get(who), warmUpMillis);
    }
    double[][] nanos = new double[names.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < names.size(); turn++) {
        int who = (round + turn) % names.size();
        Run run = calls.get(who);
        run.run();
        nanos[who][round] = turn(run, repetitions[who]);
      }
    }
    List<Time> times = new ArrayList<>();
    int elements = Math.max(1, ELEMENTS / classes) * classes;
    int base = names.indexOf(BASE);
    for (int who = 0; who < names.size(); who++) {
      double[] ratios = new double[rounds];
      for (int round = 0; round < rounds; round++) {
        ratios[round] = nanos[who][round] / nanos[base][round];
      }
      times.add(
          new Time(
              names.get(who),
              targets,
              classes,
              Statistics.median(nanos[who]) / elements,
              Statistics.median(ratios)));
    }
    return times;
  }

  /// Runs until the time is over.
  ///
  /// @return how many calls fill a turn
  private static int warmUp(Run run, long millis) {
    long start = System.nanoTime();
    double best = turn(run, 2);
    while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(millis)) {
      best = Math.min(best, turn(run, 2));
    }
    return (int) Math.max(1, TURN_NANOS / best);
  }

  private static double turn(Run run, int repetitions) {
    long start = System.nanoTime();
    double sum = 0;
    for (int i = 0; i < repetitions; i++) {
      sum += run.run();
    }
    long nanos = System.nanoTime() - start;
    if (Double.isNaN(sum)) {
      throw new IllegalStateException("a cost of ordinary logits is NaN");
    }
    return nanos / (double) repetitions;
  }
}
