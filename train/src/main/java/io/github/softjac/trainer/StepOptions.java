package io.github.softjac.trainer;

import io.github.softjac.optimizer.Schedule;

/// How the steps of a training by mini-batches go, beside the learning rate.
///
/// @param schedule of the learning rate; one-cycle unless set
/// @param clip the largest norm of a batch's gradient: one above it is shortened to it; 0 (unless
///   set): no limit
/// @param weightDecay share of each weight that a step takes off per unit of learning rate, apart
///   from the gradient; 0 unless set, 0.01 for [Solver#ADAMW]
/// @param momentum of [Solver#SGD]; 0.9 unless set
/// @param ema share of the past in a moving average of the parameters, which then is what is
///   validated and kept: `a ← a + (1 − ema′)(w − a)` with `ema′ = min(ema, (1 + t)/(10 + t))` after
///   step t; 0 (unless set): none
public record StepOptions(
    Schedule schedule, double clip, double weightDecay, double momentum, double ema) {

  /// Checks everything.
  ///
  /// @throws IllegalArgumentException if a number is out of its range; it is named
  public StepOptions {
    require(clip >= 0 && Double.isFinite(clip), "clip", clip, "a finite number, 0 or more");
    require(
        weightDecay >= 0 && Double.isFinite(weightDecay),
        "weightDecay",
        weightDecay,
        "a finite number, 0 or more");
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "0 or more and below 1");
    require(ema >= 0 && ema < 1, "ema", ema, "0 or more and below 1");
  }

  private static void require(boolean allowed, String name, double found, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(name + " is " + found + ": allowed: " + what);
    }
  }
}
