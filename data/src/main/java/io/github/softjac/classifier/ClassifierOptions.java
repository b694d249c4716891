package io.github.softjac.classifier;

import java.util.List;
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
public record ClassifierOptions(
    String label,
    List<String> ignored,
    @Nullable String weight,
    ClassWeights classWeights,
    Validation validation) {

  /// Copies the list, each name once, and checks that no column has two tasks.
  ///
  /// @throws IllegalArgumentException if the label is the weight, or one of them is ignored
  public ClassifierOptions {
    ignored = ignored.stream().distinct().toList();
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

  /// Nothing ignored, no weights, a fifth of the rows for validation.
  public static ClassifierOptions label(String label) {
    return new ClassifierOptions(
        label, List.of(), null, ClassWeights.NONE, new Validation.Fraction(0.2));
  }

  /// These options with other ignored columns.
  public ClassifierOptions withIgnored(List<String> columns) {
    return new ClassifierOptions(label, columns, weight, classWeights, validation);
  }

  /// These options with another weight column; `null`: none.
  public ClassifierOptions withWeight(@Nullable String column) {
    return new ClassifierOptions(label, ignored, column, classWeights, validation);
  }

  /// These options with other class weights.
  public ClassifierOptions withClassWeights(ClassWeights weights) {
    return new ClassifierOptions(label, ignored, weight, weights, validation);
  }

  /// These options with other validation rows.
  public ClassifierOptions withValidation(Validation rows) {
    return new ClassifierOptions(label, ignored, weight, classWeights, rows);
  }
}
