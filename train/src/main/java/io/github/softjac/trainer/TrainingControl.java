package io.github.softjac.trainer;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// What may end a training by mini-batches early, and where it leaves its checkpoints. Nothing of
/// it changes the numbers of the training.
///
/// @param timeLimit seconds after which training ends with what there is; 0: no limit
/// @param interrupted asked after each batch; true ends training with what there is
/// @param checkpoints the directory of the checkpoints; `null`: none are written
/// @param checkpointInterval seconds between two checkpoints; 0: one after each batch
/// @param resume whether to go on from the newest checkpoint there, if there is one
public record TrainingControl(
    double timeLimit,
    BooleanSupplier interrupted,
    @Nullable Path checkpoints,
    double checkpointInterval,
    boolean resume) {

  /// No limit, no checkpoints.
  public static final TrainingControl NONE = new TrainingControl(0, () -> false, null, 30, false);

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if a time is negative or not finite, or if it is to be
  ///   resumed without a directory
  // Not the compact form: javac leaves the annotation of checkpoints out of that one's class file.
  public TrainingControl(
      double timeLimit,
      BooleanSupplier interrupted,
      @Nullable Path checkpoints,
      double checkpointInterval,
      boolean resume) {
    requireTime("timeLimit", timeLimit);
    requireTime("checkpointInterval", checkpointInterval);
    if (resume && checkpoints == null) {
      throw new IllegalArgumentException(
          "resume is set without checkpoint: allowed is resume with the directory to resume from");
    }
    this.timeLimit = timeLimit;
    this.interrupted = interrupted;
    this.checkpoints = checkpoints;
    this.checkpointInterval = checkpointInterval;
    this.resume = resume;
  }

  private static void requireTime(String name, double seconds) {
    if (!(seconds >= 0) || !Double.isFinite(seconds)) {
      throw new IllegalArgumentException(
          name + " is " + seconds + ": allowed: a finite number of seconds, 0 or more");
    }
  }

  /// These limits, ended by this as well.
  public TrainingControl withInterrupted(BooleanSupplier interrupted) {
    return new TrainingControl(timeLimit, interrupted, checkpoints, checkpointInterval, resume);
  }
}
