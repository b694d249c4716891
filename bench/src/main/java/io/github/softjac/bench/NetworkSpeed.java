package io.github.softjac.bench;

import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.Solver;
import io.github.softjac.trainer.Trainer;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/// Examples a second of our training of a 784-256-128-100-10 network, as one number on standard
/// output: the median over epochs, the first ones left out. Started by `reference/networks.py`.
final class NetworkSpeed {

  static final int ROWS = 12_800;
  static final int COLUMNS = 784;
  static final int[] HIDDEN = {256, 128, 100};
  static final int CLASSES = 10;

  private NetworkSpeed() {}

  /// Arguments: rows of a batch, threads, epochs, epochs to leave out.
  public static void main(String[] args) {
    int batch = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    int epochs = Integer.parseInt(args[2]);
    int first = Integer.parseInt(args[3]);
    SplittableRandom random = new SplittableRandom(1);
    float[] features = new float[ROWS * COLUMNS];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.nextGaussian();
    }
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = random.nextInt(CLASSES);
    }
    Dataset data = new Dataset(features, COLUMNS, labels, null, CLASSES);
    TrainingOptions options =
        TrainingOptions.builder()
            .hidden(HIDDEN)
            .solver(Solver.ADAMW)
            .l2(0)
            .batchSize(batch)
            .threads(threads)
            .epochs(epochs)
            .build();
    double[] seconds = new double[epochs];
    long[] last = {System.nanoTime()};
    TrainingListener clock =
        progress -> {
          long now = System.nanoTime();
          seconds[progress.step() - 1] = (now - last[0]) / 1e9;
          last[0] = now;
        };
    if (new Trainer(options).train(data, null, clock).iterations() != epochs) {
      throw new AssertionError("training ended early");
    }
    double[] measured = Arrays.copyOfRange(seconds, first, epochs);
    Arrays.sort(measured);
    System.out.printf(Locale.ROOT, "%.0f%n", ROWS / measured[measured.length / 2]);
  }
}
