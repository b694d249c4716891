package io.github.softjac.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a classifier knows about its table: the label, the columns that it looks at in the order of
/// its features, and the columns that it leaves aside.
///
/// @param label the name of the label column
/// @param classes the values of the label, each once: in the order of their numbers if all are
///   numbers, else sorted as text
/// @param weight the name of the column of row weights, or `null`
/// @param columns in the order of the training table
/// @param dropped in the order of the training table
public record Schema(
    String label,
    List<String> classes,
    @Nullable String weight,
    List<Column> columns,
    List<DroppedColumn> dropped) {

  /// Copies the lists.
  public Schema {
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    dropped = List.copyOf(dropped);
  }

  /// How many features a row has: the inputs of the network.
  public int features() {
    int features = 0;
    for (Column column : columns) {
      features += column.features();
    }
    return features;
  }
}
