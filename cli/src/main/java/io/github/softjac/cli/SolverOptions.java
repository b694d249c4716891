package io.github.softjac.cli;

import io.github.softjac.trainer.Solver;
import io.github.softjac.trainer.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `softjac train` that say how the objective is minimised.
final class SolverOptions {

  @Option(
      names = "--solver",
      paramLabel = "NAME",
      converter = SolverName.class,
      completionCandidates = SolverName.class,
      defaultValue = "auto",
      description =
          "One of: ${COMPLETION-CANDIDATES}. auto: newton without hidden"
              + " layers (lbfgs for a cost that is not convex), adam with them."
              + " Default: ${DEFAULT-VALUE}.")
  private Solver solver;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "At most so many passes over the rows (adam; default 100) or iterations (newton,"
              + " lbfgs; default 1000).")
  private @Nullable Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description = "Step size of adam. Default: 1e-3.")
  private @Nullable Double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "Rows a step of adam. Default: 128.")
  private @Nullable Integer batchSize;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  SolverOptions() {}

  void applyTo(TrainingOptions.Builder training) {
    training.solver(solver);
    if (epochs != null) {
      training.epochs(epochs);
    }
    if (learningRate != null) {
      training.learningRate(learningRate);
    }
    if (batchSize != null) {
      training.batchSize(batchSize);
    }
  }
}
