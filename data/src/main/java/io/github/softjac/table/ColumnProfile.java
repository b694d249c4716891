package io.github.softjac.table;

import io.github.softjac.data.CsvRows;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the cells of one column are, counted over all rows.
///
/// A column is numeric if all of its values are numbers, and categorical otherwise. A column of at
/// least 20 numbers in which a single value, or at most one in a hundred, is not a number is
/// neither: it is a numeric column with a fault. Words would be taken for categories in silence
/// there, and hundreds of numbers with them.
final class ColumnProfile {

  private static final int ENOUGH_NUMBERS = 20;
  private static final int NUMBERS_PER_FAULT = 99;

  private final int column;
  private final String name;
  private long numbers;
  private long words;
  private boolean exactInFloat = true;
  private String firstWord = "";
  private long firstWordRow;
  private long firstWordLine;

  ColumnProfile(int column, String name) {
    this.column = column;
    this.name = name;
  }

  void add(CsvRows rows) {
    double number = rows.number(column);
    if (!Double.isNaN(number)) {
      numbers++;
      exactInFloat &= (float) number == number;
    } else if (!rows.isMissing(column)) {
      if (words == 0) {
        firstWord = rows.text(column);
        firstWordRow = rows.row();
        firstWordLine = rows.line();
      }
      words++;
    }
  }

  /// The place in the file, from 0.
  int column() {
    return column;
  }

  String name() {
    return name;
  }

  /// Whether no cell has a value.
  boolean isEmpty() {
    return numbers + words == 0;
  }

  /// Whether all values are numbers.
  boolean isNumeric() {
    return words == 0;
  }

  /// Whether all numbers are floats, so that half the memory holds them.
  boolean isExactInFloat() {
    return exactInFloat;
  }

  /// Refuses a numeric column with a fault.
  ///
  /// @throws DataException naming the first value that is not a number
  void check(Path file) throws DataException {
    boolean few = words == 1 || words * NUMBERS_PER_FAULT <= numbers;
    if (words > 0 && few && numbers >= ENOUGH_NUMBERS) {
      throw new DataException(
          file,
          firstWordRow,
          firstWordLine,
          name,
          "%s is not a number (%,d of the %,d values of this column are); allowed: a decimal number or empty"
              .formatted(Quoted.of(firstWord), numbers, numbers + words));
    }
  }

  /// What the user should know about a column that is categorical though most of it is numbers, or
  /// `null`.
  @Nullable String doubt() {
    if (words == 0 || numbers <= words) {
      return null;
    }
    return "column %s is taken as categorical: %s of row %d is not a number, though %,d of its %,d values are"
        .formatted(Quoted.of(name), Quoted.of(firstWord), firstWordRow, numbers, numbers + words);
  }
}
