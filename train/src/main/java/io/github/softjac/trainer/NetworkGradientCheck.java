package io.github.softjac.trainer;

import io.github.softjac.check.FiniteDifferences;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.internal.random.SplitMix64;
import io.github.softjac.model.Network;

/// Compares back-propagation through a whole network, behind softmax and any cost, with finite
/// differences, in double: by every parameter and every input, on random rows, with dropout drawing
/// its masks.
///
/// ```java
/// double worst = NetworkGradientCheck.of(network, new CrossEntropy()).seed(7).run().difference();
/// ```
///
/// Where a ReLU switches within the step of the differences, the two differ for no fault of the
/// network; another seed tells.
public final class NetworkGradientCheck {

  private static final double STEP = 1e-5;

  private final Network network;
  private final Cost cost;
  private final int rows;
  private final long seed;

  private NetworkGradientCheck(Network network, Cost cost, int rows, long seed) {
    this.network = network;
    this.cost = cost;
    this.rows = rows;
    this.seed = seed;
  }

  /// A check of this network on 4 rows with the seed 1.
  public static NetworkGradientCheck of(Network network, Cost cost) {
    return new NetworkGradientCheck(network, cost, 4, 1);
  }

  /// The same check on so many rows, at least 1.
  public NetworkGradientCheck rows(int rows) {
    return new NetworkGradientCheck(network, cost, rows, seed);
  }

  /// The same check on other rows.
  public NetworkGradientCheck seed(long seed) {
    return new NetworkGradientCheck(network, cost, rows, seed);
  }

  /// The place where the two differ most.
  ///
  /// @param place `parameter 17` or `input 3`, counted through all layers and rows
  /// @param backward by back-propagation
  /// @param numeric by finite differences
  /// @param difference `|backward − numeric| / max(1, |backward|, |numeric|)`
  public record Worst(String place, double backward, double numeric, double difference) {}

  /// Runs the check.
  public Worst run() {
    SplitMix64 random = new SplitMix64(seed);
    double[] x = new double[rows * network.inputs()];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat(2);
    }
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(network.classes());
    }
    DoubleTape tape = new DoubleTape(network, rows, random.nextLong());
    BatchCost batch = BatchCost.of(cost);
    int classes = network.classes();
    double[] dz = new double[rows * classes];
    double[] w = tape.parameters();
    batch.gradient(tape.forward(w, x), labels, null, dz, rows, classes);
    double[] dw = tape.back(w, dz);
    double[] dx = tape.inputGradient().clone();
    double[] byParameters =
        FiniteDifferences.gradient(
            p -> batch.value(tape.forward(p, x), labels, null, rows, classes), w.clone(), STEP);
    double[] byInputs =
        FiniteDifferences.gradient(
            p -> batch.value(tape.forward(w, p), labels, null, rows, classes), x.clone(), STEP);
    return worse(worst("parameter", dw, byParameters), worst("input", dx, byInputs));
  }

  private static Worst worst(String kind, double[] backward, double[] numeric) {
    Worst worst = new Worst(kind + " 0", 0, 0, 0);
    for (int i = 0; i < backward.length; i++) {
      double scale = Math.max(1, Math.max(Math.abs(backward[i]), Math.abs(numeric[i])));
      double difference = Math.abs(backward[i] - numeric[i]) / scale;
      worst = worse(worst, new Worst(kind + " " + i, backward[i], numeric[i], difference));
    }
    return worst;
  }

  /// NaN is the worst of all.
  private static Worst worse(Worst a, Worst b) {
    return b.difference() > a.difference() || Double.isNaN(b.difference()) ? b : a;
  }
}
