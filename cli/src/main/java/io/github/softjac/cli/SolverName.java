package io.github.softjac.cli;

import io.github.softjac.trainer.Solver;

/// How the parameters are found, for `--solver`.
final class SolverName extends OneOf<Solver> {

  SolverName() {
    super("solver");
    add("auto", Solver.AUTO);
    add("newton", Solver.NEWTON);
    add("lbfgs", Solver.LBFGS);
    add("adam", Solver.ADAM);
    add("adamw", Solver.ADAMW);
    add("sgd", Solver.SGD);
  }
}
