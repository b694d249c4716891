package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.DroppedColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.table.CategoricalCells;
import io.github.softjac.table.EmptyCells;
import io.github.softjac.table.NumericCells;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableColumn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Learns what is to be known about the columns of a table, from the training rows alone: the rows
/// held out stay unseen in means, deviations and categories too.
///
/// Columns that cannot help are dropped, each with a warning: those without values, those with one
/// value in all rows, and those of words that look like an identifier or text.
public final class SchemaFitter {

  private final Path file;
  private final int[] rows;
  private final List<Column> columns = new ArrayList<>();
  private final List<DroppedColumn> dropped = new ArrayList<>();

  private SchemaFitter(Path file, int[] rows) {
    this.file = file;
    this.rows = rows;
  }

  /// The schema of a table.
  ///
  /// @param file where the table is from, for messages
  /// @param rows the training rows
  /// @param warnings receives a sentence for each column that is dropped
  /// @throws DataException if no column is left, or a column's numbers are too large for a mean
  public static Schema fit(
      Path file,
      Table table,
      int[] rows,
      String label,
      @Nullable String weight,
      Consumer<String> warnings)
      throws DataException {
    SchemaFitter fitter = new SchemaFitter(file, rows);
    for (TableColumn column : table.columns()) {
      fitter.fit(column);
    }
    for (DroppedColumn column : fitter.dropped) {
      warnings.accept(
          "column %s is dropped: %s".formatted(Quoted.of(column.name()), column.reason()));
    }
    for (String name : table.ignored()) {
      fitter.dropped.add(new DroppedColumn(name, "ignored on request"));
    }
    if (fitter.columns.isEmpty()) {
      throw new DataException(
          file,
          "no column is left to learn from"
              + (fitter.dropped.isEmpty() ? "" : ": " + fitter.reasons())
              + "; allowed: one or more columns of numbers or categories that differ between rows");
    }
    return new Schema(label, table.classes(), weight, fitter.columns, fitter.dropped);
  }

  private String reasons() {
    List<String> reasons = new ArrayList<>();
    for (DroppedColumn column : dropped.subList(0, Math.min(3, dropped.size()))) {
      reasons.add(Quoted.of(column.name()) + " (" + column.reason() + ")");
    }
    if (dropped.size() > reasons.size()) {
      reasons.add("and %,d more".formatted(dropped.size() - reasons.size()));
    }
    return String.join(", ", reasons);
  }

  private void fit(TableColumn column) throws DataException {
    switch (column) {
      case NumericCells cells -> fit(NumericStatistics.of(cells, rows));
      case CategoricalCells cells when cells.isOverfull() ->
          drop(
              cells.name(),
              "it has more than %,d different words, as an identifier or text has"
                  .formatted(CategoricalCells.MOST_WORDS));
      case CategoricalCells cells -> fit(WordCounts.of(cells, rows));
      case EmptyCells cells -> drop(cells.name(), "no row has a value");
    }
  }

  private void fit(NumericStatistics numbers) throws DataException {
    if (numbers.count() == 0) {
      drop(numbers.name(), "no training row has a value");
    } else if (numbers.isConstant() && numbers.missing() == 0) {
      drop(numbers.name(), "every training row has the same value, " + numbers.shownMean());
    } else {
      columns.add(numbers.column(file));
    }
  }

  private void fit(WordCounts words) {
    if (words.different() == 0) {
      drop(words.name(), "no training row has a value");
    } else if (words.different() == 1 && words.missing() == 0) {
      drop(
          words.name(),
          "every training row has the same value, " + Quoted.of(words.sorted().getFirst()));
    } else if (words.looksLikeIdentifier()) {
      drop(
          words.name(),
          "each of its %,d values in training rows is different, as in an identifier or text"
              .formatted(words.different()));
    } else {
      columns.add(words.column());
    }
  }

  private void drop(String name, String reason) {
    dropped.add(new DroppedColumn(name, reason));
  }
}
