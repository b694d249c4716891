package io.github.softjac.classifier;

import io.github.softjac.data.BadRows;
import io.github.softjac.table.ColumnType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which column of a table is learned, from which other columns, and how rows count.
///
/// `ClassifierOptions.label("species").withIgnored(List.of("id"))`
///
/// @param label the column to predict
/// @param ignored columns that are left aside
/// @param weight the column of row weights, each a finite number of 0 or more; `null`: 1 each
/// @param classWeights how much the rows of each class count
/// @param validation the rows that training does not see
/// @param types what columns are taken for, where that is not left to their values
/// @param badRows what becomes of rows that cannot be used
/// @param memory bytes that the data may take of the heap; what is more is kept in a temporary file
public record ClassifierOptions(
    String label,
    List<String> ignored,
    @Nullable String weight,
    ClassWeights classWeights,
    Validation validation,
    Map<String, ColumnType> types,
    BadRows badRows,
    long memory) {

  /// Copies the list, each name once, and checks that no column has two tasks.
  ///
  /// @throws IllegalArgumentException if the label is the weight, or one of them is ignored
  public ClassifierOptions {
    ignored = ignored.stream().distinct().toList();
    types = Map.copyOf(types);
    for (String column : types.keySet()) {
      if (column.equals(label) || column.equals(weight) || ignored.contains(column)) {
        throw new IllegalArgumentException(
            "column \""
                + column
                + "\" is given a type, and is label, weight or ignored: allowed is one of them");
      }
    }
    if (memory < 0) {
      throw new IllegalArgumentException("memory is " + memory + ": it must be 0 or more");
    }
    if (label.equals(weight)) {
      throw new IllegalArgumentException(
          "column \"" + label + "\" is both label and weight: allowed is one of them");
    }
    if (ignored.contains(label)) {
      throw new IllegalArgumentException(
          "column \"" + label + "\" is both label and ignored: allowed is one of them");
    }
    if (weight != null && ignored.contains(weight)) {
      throw new IllegalArgumentException(
          "column \"" + weight + "\" is both weight and ignored: allowed is one of them");
    }
  }

  /// Nothing ignored, no weights, a fifth of the rows for validation, half of the heap for the
  /// data.
  public static ClassifierOptions label(String label) {
    return new ClassifierOptions(
        label,
        List.of(),
        null,
        ClassWeights.NONE,
        new Validation.Fraction(0.2),
        Map.of(),
        BadRows.FAIL,
        Runtime.getRuntime().maxMemory() / 2);
  }

  /// These options with other ignored columns.
  public ClassifierOptions withIgnored(List<String> columns) {
    return new ClassifierOptions(
        label, columns, weight, classWeights, validation, types, badRows, memory);
  }

  /// These options with another weight column; `null`: none.
  public ClassifierOptions withWeight(@Nullable String column) {
    return new ClassifierOptions(
        label, ignored, column, classWeights, validation, types, badRows, memory);
  }

  /// These options with other class weights.
  public ClassifierOptions withClassWeights(ClassWeights weights) {
    return new ClassifierOptions(
        label, ignored, weight, weights, validation, types, badRows, memory);
  }

  /// These options with other validation rows.
  public ClassifierOptions withValidation(Validation rows) {
    return new ClassifierOptions(
        label, ignored, weight, classWeights, rows, types, badRows, memory);
  }

  /// These options with types of columns.
  public ClassifierOptions withTypes(Map<String, ColumnType> columns) {
    return new ClassifierOptions(
        label, ignored, weight, classWeights, validation, columns, badRows, memory);
  }

  /// These options with another way with bad rows.
  public ClassifierOptions withBadRows(BadRows way) {
    return new ClassifierOptions(
        label, ignored, weight, classWeights, validation, types, way, memory);
  }

  /// These options with so many bytes of the heap for the data.
  public ClassifierOptions withMemory(long bytes) {
    return new ClassifierOptions(
        label, ignored, weight, classWeights, validation, types, badRows, bytes);
  }
}
