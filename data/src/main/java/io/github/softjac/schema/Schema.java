package io.github.softjac.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

  /// Copies the lists and checks them.
  ///
  /// @throws IllegalArgumentException if there are fewer than two classes, no columns, or a class
  ///   or a column twice
  public Schema {
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
    dropped = List.copyOf(dropped);
    if (classes.size() < 2) {
      throw new IllegalArgumentException(
          "the schema has " + classes.size() + " classes: there must be two or more");
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("the schema has no columns: there must be one or more");
    }
    requireDistinct("class", classes);
    requireDistinct("column", columns.stream().map(Column::name).toList());
  }

  private static void requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "the schema has " + what + " \"" + name + "\" twice: each must be there once");
      }
    }
  }

  /// How many features a row has: the inputs of the network.
  public int features() {
    int features = 0;
    for (Column column : columns) {
      features += column.features();
    }
    return features;
  }

  /// Whether rows are better kept without their zeros.
  public boolean isSparse() {
    return columns.stream().anyMatch(Column::isSparse);
  }
}
