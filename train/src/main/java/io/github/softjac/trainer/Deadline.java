package io.github.softjac.trainer;

/// Whether training has to end before its time.
final class Deadline {

  private final TrainingControl control;
  private final long start = System.nanoTime();
  private boolean interrupted;

  Deadline(TrainingControl control) {
    this.control = control;
  }

  boolean passed() {
    return passed(1);
  }

  /// Whether what comes before the training proper has to end: half of the time is for it.
  boolean halfPassed() {
    return passed(0.5);
  }

  private boolean passed(double share) {
    interrupted = control.interrupted().getAsBoolean();
    return interrupted
        || (control.timeLimit() > 0
            && (System.nanoTime() - start) / 1e9 >= share * control.timeLimit());
  }

  /// Whether the last [#passed()] was an interrupt.
  boolean interrupted() {
    return interrupted;
  }
}
