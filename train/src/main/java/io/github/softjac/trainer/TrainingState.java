package io.github.softjac.trainer;

import io.github.softjac.internal.random.SplitMix64;
import java.util.ArrayList;
import java.util.List;

/// Everything that the rest of a training depends on, between two batches.
final class TrainingState {

  private final Tape tape;
  private final ParameterSteps steps;
  private final float[][] bestParameters;
  private final float[][] goodParameters;
  private boolean good;

  /// Epochs done.
  int epoch;

  /// Batches done of the next epoch.
  int batch;

  /// State of the generator that shuffles this epoch.
  long random;

  /// `Σ v_i L_i` of the batches done of this epoch.
  double epochLoss;

  /// The least validation log-loss, and its epoch; 0: none yet.
  double best = Double.POSITIVE_INFINITY;

  int bestEpoch;

  TrainingState(Tape tape, ParameterSteps steps, long seed, boolean validated) {
    this.tape = tape;
    this.steps = steps;
    // Another stream than that of the initial weights, which are drawn from the seed itself.
    random = new SplitMix64(~seed).nextLong();
    bestParameters = validated ? copies(tape.parameters()) : new float[0][];
    goodParameters = copies(tape.parameters());
  }

  private static float[][] copies(float[][] arrays) {
    float[][] copies = new float[arrays.length][];
    for (int i = 0; i < arrays.length; i++) {
      copies[i] = arrays[i].clone();
    }
    return copies;
  }

  void keepBest() {
    copy(steps.averages(), bestParameters);
  }

  void keepGood() {
    copy(steps.averages(), goodParameters);
    good = true;
  }

  private static void copy(float[][] from, float[][] to) {
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(from[i], 0, to[i], 0, from[i].length);
    }
  }

  /// Whether there is an epoch whose parameters were fine.
  boolean hasGood() {
    return good;
  }

  /// After a checkpoint was read, in which an epoch had ended.
  void setGood(boolean good) {
    this.good = good;
  }

  float[][] bestParameters() {
    return bestParameters;
  }

  float[][] goodParameters() {
    return goodParameters;
  }

  /// Steps done.
  long steps() {
    return steps.optimizer().steps();
  }

  void resumeAfter(long done) {
    steps.optimizer().resumeAfter(done);
  }

  /// An array of the state and its name.
  // Parts are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Part(String name, float[] values) {}

  /// All arrays of the state, in one order: to be written, or to be filled.
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    float[][] parameters = tape.parameters();
    for (int i = 0; i < parameters.length; i++) {
      if (parameters[i].length == 0) {
        continue;
      }
      parts.add(new Part("parameters/" + i, parameters[i]));
      for (int k = 0; k < steps.moments()[i].length; k++) {
        parts.add(new Part("moments/" + i + "/" + k, steps.moments()[i][k]));
      }
      if (steps.averaging()) {
        parts.add(new Part("average/" + i, steps.averages()[i]));
      }
      if (bestParameters.length > 0) {
        parts.add(new Part("best/" + i, bestParameters[i]));
      }
      parts.add(new Part("good/" + i, goodParameters[i]));
    }
    return parts;
  }
}
