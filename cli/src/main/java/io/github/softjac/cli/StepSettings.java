package io.github.softjac.cli;

import io.github.softjac.optimizer.Schedule;
import io.github.softjac.trainer.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `softjac train` that say how mini-batches go.
final class StepSettings {

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description = "Largest step size of mini-batches. Default: 1e-3 (sgd: 0.05).")
  private @Nullable Double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows of a mini-batch. Default: 128.")
  private @Nullable Integer batchSize;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      converter = ScheduleName.class,
      completionCandidates = ScheduleName.class,
      description =
          "How the step size goes over the epochs: ${COMPLETION-CANDIDATES}. Default: one-cycle.")
  private @Nullable Schedule schedule;

  @Option(
      names = "--clip",
      paramLabel = "NORM",
      description = "Shorten a batch's gradient to this norm. Default: 0, do not.")
  private @Nullable Double clip;

  @Option(
      names = "--weight-decay",
      paramLabel = "NUMBER",
      description =
          "Share of each weight that a step takes off per unit of step size. Default: 0 (adamw:"
              + " 0.01).")
  private @Nullable Double weightDecay;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "Nesterov's momentum of sgd. Default: 0.9.")
  private @Nullable Double momentum;

  @Option(
      names = "--ema",
      paramLabel = "SHARE",
      description =
          "Keep a moving average of the weights with this share of the past, such as 0.999."
              + " Default: 0, do not.")
  private @Nullable Double ema;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description =
          "Stop when held-out rows were predicted no better for so many epochs. Default: never"
              + " (--schedule constant: 10); the best epoch is kept in any case.")
  private @Nullable Integer patience;

  StepSettings() {}

  void applyTo(TrainingOptions.Builder training) {
    if (learningRate != null) {
      training.learningRate(learningRate);
    }
    if (batchSize != null) {
      training.batchSize(batchSize);
    }
    if (schedule != null) {
      training.schedule(schedule);
    }
    if (clip != null) {
      training.clip(clip);
    }
    if (weightDecay != null) {
      training.weightDecay(weightDecay);
    }
    if (momentum != null) {
      training.momentum(momentum);
    }
    if (ema != null) {
      training.ema(ema);
    }
    if (patience != null) {
      training.patience(patience);
    }
  }
}
