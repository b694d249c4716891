package io.github.softjac.cli;

import io.github.softjac.optimizer.Schedule;

/// How the learning rate goes, for `--schedule`.
final class ScheduleName extends OneOf<Schedule> {

  ScheduleName() {
    super("schedule");
    add("constant", Schedule.CONSTANT);
    add("cosine", Schedule.COSINE);
    add("step", Schedule.STEP);
    add("one-cycle", Schedule.ONE_CYCLE);
  }
}
