package io.github.softjac.bench;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.Arrays;
import java.util.Locale;

/// Examples a second of libtorch, called by DJL, at what [NetworkSpeed] measures of ours: the same
/// network, batches and arguments, AdamW, rows shuffled and gathered each epoch.
final class NetworkSpeedOfDjl {

  private NetworkSpeedOfDjl() {}

  /// Arguments: rows of a batch, threads, epochs, epochs to leave out.
  public static void main(String[] args) {
    int batch = Integer.parseInt(args[0]);
    System.setProperty("ai.djl.pytorch.num_threads", args[1]);
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    int epochs = Integer.parseInt(args[2]);
    int first = Integer.parseInt(args[3]);
    try (Model model = Model.newInstance("network", Device.cpu(), "PyTorch")) {
      SequentialBlock layers = new SequentialBlock();
      for (int width : NetworkSpeed.HIDDEN) {
        layers.add(Linear.builder().setUnits(width).build()).add(Activation.reluBlock());
      }
      model.setBlock(layers.add(Linear.builder().setUnits(NetworkSpeed.CLASSES).build()));
      Optimizer adam = Optimizer.adamW().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
      DefaultTrainingConfig config =
          new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
              .optOptimizer(adam)
              .optDevices(new Device[] {Device.cpu()});
      try (Trainer trainer = model.newTrainer(config)) {
        trainer.initialize(new Shape(batch, NetworkSpeed.COLUMNS));
        double[] seconds = epochs(trainer, batch, epochs);
        double[] measured = Arrays.copyOfRange(seconds, first, epochs);
        Arrays.sort(measured);
        System.out.printf(Locale.ROOT, "%.0f%n", NetworkSpeed.ROWS / measured[measured.length / 2]);
      }
    }
  }

  private static double[] epochs(Trainer trainer, int batch, int epochs) {
    NDManager memory = trainer.getManager();
    NDArray x = memory.randomNormal(new Shape(NetworkSpeed.ROWS, NetworkSpeed.COLUMNS));
    NDArray labels =
        memory.randomInteger(0, NetworkSpeed.CLASSES, new Shape(NetworkSpeed.ROWS), DataType.INT64);
    double[] seconds = new double[epochs];
    for (int epoch = 0; epoch < epochs; epoch++) {
      long start = System.nanoTime();
      try (NDManager ofEpoch = memory.newSubManager()) {
        NDArray order = ofEpoch.randomPermutation(NetworkSpeed.ROWS);
        for (int from = 0; from < NetworkSpeed.ROWS; from += batch) {
          int to = Math.min(NetworkSpeed.ROWS, from + batch);
          step(trainer, ofEpoch, x, labels, order.get(new NDIndex("{}:{}", from, to)));
        }
      }
      seconds[epoch] = (System.nanoTime() - start) / 1e9;
    }
    return seconds;
  }

  private static void step(
      Trainer trainer, NDManager ofEpoch, NDArray x, NDArray labels, NDArray rows) {
    try (NDManager ofBatch = ofEpoch.newSubManager()) {
      NDArray xOfBatch = x.get(ofBatch, new NDIndex("{}", rows));
      NDArray labelsOfBatch = labels.get(ofBatch, new NDIndex("{}", rows));
      try (GradientCollector gradients = trainer.newGradientCollector()) {
        NDList logits = trainer.forward(new NDList(xOfBatch));
        NDArray loss = trainer.getLoss().evaluate(new NDList(labelsOfBatch), logits);
        gradients.backward(loss);
      }
      trainer.step();
    }
  }
}
