package io.github.softjac.cli;

import io.github.softjac.trainer.TrainingControl;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `softjac train` that say when mini-batches end early, and where they can go on.
final class ControlOptions {

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "End training after so long, with what there is. Default: ${DEFAULT-VALUE}, never.")
  private double timeLimit;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description =
          "Keep the last two states of the training in this folder (adam, adamw, sgd), so that a"
              + " killed one can go on. Default: none are kept.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--checkpoint-interval",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Time between two states. Default: ${DEFAULT-VALUE}; 0: one after each batch.")
  private double checkpointInterval;

  @Option(
      names = "--resume",
      description =
          "Go on from the newest state in the --checkpoint folder; the model will be the same as"
              + " without the break. Starts afresh where there is none yet.")
  private boolean resume;

  ControlOptions() {}

  TrainingControl control(BooleanSupplier interrupted) {
    return new TrainingControl(timeLimit, interrupted, checkpoint, checkpointInterval, resume);
  }
}
