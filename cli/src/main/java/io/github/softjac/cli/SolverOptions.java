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
              + " layers (lbfgs for sparse rows and for a cost that is not convex), adamw with them."
              + " Default: ${DEFAULT-VALUE}.")
  private Solver solver;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "At most so many iterations (newton, lbfgs; default 1000) or passes of mini-batches over"
              + " the rows (adam, adamw, sgd; default: about 7500 batches, from 20 to 200 passes).")
  private @Nullable Integer epochs;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  SolverOptions() {}

  void applyTo(TrainingOptions.Builder training) {
    training.solver(solver);
    if (epochs != null) {
      training.epochs(epochs);
    }
  }
}
