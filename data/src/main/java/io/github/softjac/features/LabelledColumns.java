package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.Header;
import io.github.softjac.data.LabelCell;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.WeightCell;
import io.github.softjac.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the label and the weight of a source are, and which classes there are.
final class LabelledColumns {

  private final List<String> names;
  private final Map<String, Integer> classes = new HashMap<>();
  private final int label;
  private final int weight;

  private LabelledColumns(List<String> names, int label, int weight) {
    this.names = names;
    this.label = label;
    this.weight = weight;
    for (String name : names) {
      classes.put(name, classes.size());
    }
  }

  /// @throws DataException if there is no label column
  static LabelledColumns of(Header header, Schema schema) throws DataException {
    @Nullable String weight = schema.weight();
    return new LabelledColumns(
        schema.classes(),
        header.place(schema.label(), "label column"),
        weight != null && header.has(weight) ? header.place(weight, "weight column") : -1);
  }

  boolean hasWeight() {
    return weight >= 0;
  }

  /// The class of a row.
  int label(Rows at) throws DataException {
    String name = LabelCell.read(at, label);
    Integer place = classes.get(name);
    if (place == null) {
      throw at.badCell(
          label,
          Fault.UNKNOWN_CLASS,
          "%s is not a class of the model; allowed: %s"
              .formatted(Quoted.of(name), Quoted.list(names)));
    }
    return place;
  }

  /// The weight of a row.
  float weight(Rows at) throws DataException {
    return weight < 0 ? 1 : WeightCell.read(at, weight);
  }
}
