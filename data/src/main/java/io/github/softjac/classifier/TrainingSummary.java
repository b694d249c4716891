package io.github.softjac.classifier;

import com.google.gson.JsonObject;
import io.github.softjac.cost.Costs;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.Section;
import io.github.softjac.trainer.TrainingOptions;
import io.github.softjac.trainer.TrainingResult;

/// How a classifier was trained, for its readers; predictions do not depend on it. It says nothing
/// that differs between two trainings of the same file, such as the time or the threads.
///
/// @param cost name in the catalogue of costs; `custom` for a cost that is not in it
/// @param solver its name in lower case
/// @param l2 the factor of the penalty
/// @param seed of the split, the initial weights and the order of rows
/// @param rows that the network was trained on
/// @param validationRows that were held out, or came from a file of their own
/// @param iterations, or epochs of mini-batches
/// @param objective the minimised value
/// @param stoppedBecause one phrase
public record TrainingSummary(
    String cost,
    String solver,
    double l2,
    long seed,
    int rows,
    int validationRows,
    int iterations,
    double objective,
    String stoppedBecause) {

  static final String SECTION = "training";

  private static final String CUSTOM = "custom";

  static TrainingSummary of(TrainingOptions options, TrainingRows rows, TrainingResult result) {
    String cost = options.cost().toString();
    return new TrainingSummary(
        Costs.contains(cost) ? cost : CUSTOM,
        result.solver(),
        result.details().l2(),
        options.seed(),
        rows.training().rows(),
        rows.validation() == null ? 0 : rows.validation().rows(),
        result.iterations(),
        result.objective(),
        result.stoppedBecause());
  }

  JsonObject describe() {
    JsonObject description = new JsonObject();
    description.addProperty("cost", cost);
    description.addProperty("solver", solver);
    description.addProperty("l2", l2);
    description.addProperty("seed", seed);
    description.addProperty("rows", rows);
    description.addProperty("validationRows", validationRows);
    description.addProperty("iterations", iterations);
    description.addProperty("objective", objective);
    description.addProperty("stoppedBecause", stoppedBecause);
    return description;
  }

  static TrainingSummary read(ModelFile file) throws ModelFileException {
    Section description = file.section(SECTION);
    return new TrainingSummary(
        description.text("cost"),
        description.text("solver"),
        description.number("l2"),
        description.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
        description.integer("rows", 0, Integer.MAX_VALUE),
        description.integer("validationRows", 0, Integer.MAX_VALUE),
        description.integer("iterations", 0, Integer.MAX_VALUE),
        description.number("objective"),
        description.text("stoppedBecause"));
  }
}
