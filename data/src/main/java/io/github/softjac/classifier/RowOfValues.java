package io.github.softjac.classifier;

import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.Header;
import io.github.softjac.data.MissingValue;
import io.github.softjac.data.NumberText;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.SparseVector;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row whose cells are values of Java, in the order of a model's columns. It answers as a row of
/// a file with the same cells would.
///
/// Not for several threads at once.
final class RowOfValues extends Rows {

  /// In place of a cell that is in `numbers`.
  private static final Object NUMBER = new Object();

  private final List<String> names;

  /// `null` (missing), [#NUMBER], a [String] or a [SparseVector].
  private final @Nullable Object[] cells;

  private final double[] numbers;

  /// A row of a table with these columns.
  RowOfValues(List<String> names) throws DataException {
    super("a row", new Header("the model", names));
    this.names = names;
    cells = new @Nullable Object[names.size()];
    numbers = new double[names.size()];
  }

  /// Takes the values of a map by the names of the columns; further keys are not looked at.
  ///
  /// @throws IllegalArgumentException if a column is no key, or a value is of no type that a cell
  ///   may have
  void take(Map<?, ?> row) {
    for (int column = 0; column < cells.length; column++) {
      String name = names.get(column);
      Object value = row.get(name);
      if (value == null && !row.containsKey(name)) {
        throw new IllegalArgumentException(lacking(row));
      }
      set(column, value);
    }
  }

  private String lacking(Map<?, ?> row) {
    List<String> absent = names.stream().filter(name -> !row.containsKey(name)).toList();
    return "the row lacks %s %s, which the model needs (a missing value is null); it has %s"
        .formatted(
            absent.size() == 1 ? "column" : "columns",
            Quoted.list(absent),
            Quoted.list(row.keySet().stream().map(String::valueOf).sorted().toList()));
  }

  /// Takes a number; NaN: missing.
  void set(int column, double number) {
    cells[column] = NUMBER;
    numbers[column] = number;
  }

  /// Takes a value of any type that a cell may have.
  ///
  /// @throws IllegalArgumentException if it is of another type
  void set(int column, @Nullable Object value) {
    switch (CellValue.of(value)) {
      case null -> cells[column] = null;
      case Double number -> set(column, number.doubleValue());
      case String text -> cells[column] = text.strip();
      case SparseVector vector -> cells[column] = vector;
      case Object other ->
          throw new IllegalArgumentException(
              "column %s: a value of %s; allowed: %s"
                  .formatted(
                      Quoted.of(names.get(column)), other.getClass().getName(), CellValue.ALLOWED));
    }
  }

  @Override
  public boolean isMissing(int column) {
    return switch (cells[column]) {
      case null -> true;
      case String text -> MissingValue.is(text);
      case Object cell -> cell == NUMBER && Double.isNaN(numbers[column]);
    };
  }

  @Override
  public double number(int column) {
    Object cell = cells[column];
    if (cell == NUMBER) {
      return Double.isInfinite(numbers[column]) ? Double.NaN : numbers[column];
    }
    return cell instanceof String text ? DecimalNumber.parse(text) : Double.NaN;
  }

  @Override
  public String text(int column) {
    Object cell = cells[column];
    if (cell == NUMBER) {
      return isMissing(column) ? "" : NumberText.of(numbers[column]);
    }
    return cell instanceof String text ? text : "";
  }

  @Override
  public @Nullable SparseVector vector(int column) {
    return cells[column] instanceof SparseVector vector ? vector : null;
  }

  @Override
  public DataException badCell(int column, Fault fault, String problem) {
    return new DataException("column " + Quoted.of(names.get(column)), problem);
  }

  @Override
  public boolean next() {
    return false;
  }

  @Override
  public long row() {
    return 0;
  }

  @Override
  public long line() {
    return 0;
  }

  @Override
  public long lines() {
    return 0;
  }
}
