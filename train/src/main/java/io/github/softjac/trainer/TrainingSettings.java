package io.github.softjac.trainer;

import com.google.gson.JsonObject;
import io.github.softjac.cost.Costs;
import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Gelu;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.LayerNorm;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.layer.Relu;
import io.github.softjac.layer.Residual;
import io.github.softjac.layer.Tanh;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.Network;
import io.github.softjac.model.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that the result of a training by mini-batches depends on, as names and words: what a
/// checkpoint carries so that it is not resumed with anything else.
final class TrainingSettings {

  private final Map<String, String> values = new LinkedHashMap<>();

  TrainingSettings(
      TrainingOptions options, Network start, Dataset training, @Nullable Dataset validation) {
    String cost = options.cost().toString();
    StepOptions steps = options.steps();
    values.put("cost", Costs.contains(cost) ? cost : "custom");
    values.put("solver", options.solver().name().toLowerCase(Locale.ROOT));
    values.put("layers", layers(start));
    values.put("l2", Double.toString(options.l2()));
    values.put("epochs", Integer.toString(options.epochs(training.rows())));
    values.put("learning-rate", Double.toString(options.learningRate()));
    values.put("batch-size", Integer.toString(options.batchSize()));
    values.put("schedule", steps.schedule().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    values.put("clip", Double.toString(steps.clip()));
    values.put("weight-decay", Double.toString(steps.weightDecay()));
    values.put("momentum", Double.toString(steps.momentum()));
    values.put("ema", Double.toString(steps.ema()));
    values.put("seed", Long.toString(options.seed()));
    values.put("patience", Integer.toString(options.patience()));
    values.put("training data", Fingerprint.of(training));
    values.put("validation data", Fingerprint.of(validation));
  }

  private static String layers(Network network) {
    List<String> names = new ArrayList<>();
    int width = network.inputs();
    for (Layer layer : network.layers()) {
      int outputs = layer.outputs(width);
      names.add(
          switch (layer) {
            case Linear _ -> "linear " + width + "-" + outputs;
            case LayerNorm _ -> "layer-norm";
            case Relu _ -> "relu";
            case Gelu _ -> "gelu";
            case Tanh _ -> "tanh";
            case Dropout dropout -> "dropout " + dropout.rate();
            case Residual residual -> "residual " + residual.span();
            case OwnLayer own -> own.getClass().getName();
          });
      width = outputs;
    }
    return String.join(", ", names);
  }

  JsonObject describe() {
    JsonObject description = new JsonObject();
    values.forEach(description::addProperty);
    return description;
  }

  /// What differs from the settings of a checkpoint, such as `seed: 1 there, 2 here`.
  List<String> differences(Section there) throws ModelFileException {
    List<String> differences = new ArrayList<>();
    for (Map.Entry<String, String> here : values.entrySet()) {
      String found = there.text(here.getKey());
      if (!found.equals(here.getValue())) {
        differences.add(
            "%s: %s there, %s here".formatted(here.getKey(), shown(found), shown(here.getValue())));
      }
    }
    return differences;
  }

  private static String shown(String value) {
    return value.length() == 64 ? "SHA-256 " + value.substring(0, 12) + "…" : value;
  }
}
