package io.github.softjac.bench.solver;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.Solver;
import io.github.softjac.trainer.Trainer;
import io.github.softjac.trainer.TrainingOptions;
import io.github.softjac.trainer.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;

/// One contestant in a JVM of its own: `NAME FOLDER L2 TARGET SECONDS`; prints an [Outcome].
final class SolverFork {

  private SolverFork() {}

  /// Ends a training whose objective is low enough, or whose time is up.
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;
    final transient Outcome outcome;

    Enough(Outcome outcome) {
      super("enough", null, false, false);
      this.outcome = outcome;
    }
  }

  public static void main(String[] args) throws IOException {
    Images images = Images.read(Path.of(args[1]));
    double l2 = Double.parseDouble(args[2]);
    double target = Double.parseDouble(args[3]);
    double limit = Double.parseDouble(args[4]);
    Outcome outcome =
        switch (args[0]) {
          case "softjac-newton" -> softjac(images, Solver.NEWTON, l2, target, limit);
          case "softjac-lbfgs" -> softjac(images, Solver.LBFGS, l2, target, limit);
          case "liblinear" -> Liblinear.train(images, l2);
          case "tribuo" -> Tribuo.train(images, target, limit);
          default -> throw new IllegalArgumentException("no contestant " + args[0]);
        };
    Gson gson = new GsonBuilder().serializeSpecialFloatingPointValues().create();
    System.out.println(gson.toJson(outcome));
  }

  private static Outcome softjac(
      Images images, Solver solver, double l2, double target, double limit) {
    Dataset data = new Dataset(images.x(), Images.COLUMNS, images.labels(), null, Images.CLASSES);
    TrainingOptions options =
        TrainingOptions.builder().solver(solver).l2(l2).epochs(10_000).build();
    long start = System.nanoTime();
    try {
      new Trainer(options)
          .train(data, null, progress -> stopWhereEnough(progress, start, target, limit));
    } catch (Enough enough) {
      return enough.outcome;
    }
    throw new IllegalStateException("training ended before the target was reached");
  }

  private static void stopWhereEnough(
      TrainingProgress progress, long start, double target, double limit) {
    double seconds = (System.nanoTime() - start) / 1e9;
    boolean reached = progress.objective() <= target;
    if (reached || seconds > limit) {
      throw new Enough(new Outcome(seconds, progress.objective(), Double.NaN, reached));
    }
  }
}
