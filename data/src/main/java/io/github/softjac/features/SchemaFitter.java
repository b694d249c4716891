package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.DroppedColumn;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.table.CategoricalCells;
import io.github.softjac.table.DateCells;
import io.github.softjac.table.EmptyCells;
import io.github.softjac.table.HashedCells;
import io.github.softjac.table.NumericCells;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableColumn;
import io.github.softjac.table.TextCells;
import io.github.softjac.table.VectorCells;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Learns what is to be known about the columns of a table, from the training rows alone: the rows
/// held out stay unseen in means, deviations and categories too.
///
/// Columns that cannot help are dropped, each with a warning: those without values, those with one
/// value in all rows, and those of words that look like an identifier or text.
public final class SchemaFitter {

  private final String source;
  private final int[] rows;
  private final List<Column> columns = new ArrayList<>();
  private final List<DroppedColumn> dropped = new ArrayList<>();

  /// Of columns of numbers, by their names.
  private final Map<String, NumericStatistics> numbers = new HashMap<>();

  private SchemaFitter(String source, int[] rows) {
    this.source = source;
    this.rows = rows;
  }

  /// The schema of a table.
  ///
  /// @param source where the table is from, for messages
  /// @param rows the training rows
  /// @param warnings receives a sentence for each column that is dropped
  /// @param workers share the columns of numbers
  /// @throws DataException if no column is left, or a column's numbers are too large for a mean
  public static Schema fit(
      String source,
      Table table,
      int[] rows,
      String label,
      @Nullable String weight,
      Consumer<String> warnings,
      Workers workers)
      throws DataException {
    SchemaFitter fitter = new SchemaFitter(source, rows);
    fitter.measure(table, workers);
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
          source,
          "no column is left to learn from"
              + (fitter.dropped.isEmpty() ? "" : ": " + fitter.reasons())
              + "; allowed: one or more columns of numbers or categories that differ between rows");
    }
    return new Schema(label, table.classes(), weight, fitter.columns, fitter.dropped);
  }

  private void measure(Table table, Workers workers) {
    List<NumericCells> columns = new ArrayList<>();
    for (TableColumn column : table.columns()) {
      if (column instanceof NumericCells cells) {
        columns.add(cells);
      }
    }
    NumericStatistics[] found = new NumericStatistics[columns.size()];
    workers.run(
        found.length,
        (piece, worker) -> {
          NumericCells cells = columns.get(piece);
          found[piece] = NumericStatistics.of(cells.name(), cells::copy, rows);
        });
    for (NumericStatistics column : found) {
      numbers.put(column.name(), column);
    }
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
      case NumericCells cells ->
          fit(Objects.requireNonNull(numbers.get(cells.name()), cells.name()));
      case CategoricalCells cells -> fit(WordCounts.of(cells, rows));
      case DateCells cells -> fit(cells);
      case HashedCells cells -> fit(cells);
      case TextCells cells -> fit(cells);
      case VectorCells cells -> fit(cells);
      case EmptyCells cells -> drop(cells.name(), cells.reason());
    }
  }

  private void fit(DateCells cells) throws DataException {
    NumericStatistics days = NumericStatistics.of(cells.name(), DateStatistics.days(cells), rows);
    if (days.count() == 0) {
      drop(cells.name(), "no training row has a value");
    } else if (days.isConstant() && !days.isIndicated()) {
      drop(cells.name(), "every training row has the same date");
    } else {
      columns.add(DateStatistics.column(days, cells, rows));
    }
  }

  private void fit(HashedCells cells) {
    HashedColumn column = BucketCounts.hashed(cells, rows);
    if (column == null) {
      drop(cells.name(), "no training row has a value");
    } else {
      columns.add(column);
    }
  }

  private void fit(TextCells cells) {
    TextColumn column = BucketCounts.text(cells, rows);
    if (column == null) {
      drop(cells.name(), "no word or run of letters is in two training rows");
    } else {
      columns.add(column);
    }
  }

  private void fit(VectorCells cells) throws DataException {
    VectorColumn column = VectorStatistics.column(source, cells, rows);
    if (column == null) {
      drop(cells.name(), "every value of every training row is 0");
    } else {
      columns.add(column);
    }
  }

  private void fit(NumericStatistics numbers) throws DataException {
    if (numbers.count() == 0) {
      drop(numbers.name(), "no training row has a value");
    } else if (numbers.isConstant() && !numbers.isIndicated()) {
      drop(numbers.name(), numbers.reasonOfConstant());
    } else {
      columns.add(numbers.column(source));
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
          "each of its %,d values in training rows is different, as in an identifier"
              .formatted(words.different()));
    } else {
      columns.add(words.column());
    }
  }

  private void drop(String name, String reason) {
    dropped.add(new DroppedColumn(name, reason));
  }
}
