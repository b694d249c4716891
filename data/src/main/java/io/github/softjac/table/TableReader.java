package io.github.softjac.table;

import io.github.softjac.data.CsvRows;
import io.github.softjac.data.DataException;
import io.github.softjac.data.LabelCell;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.WeightCell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a training file in two passes: the first finds the type of each column over all rows, the
/// second puts the cells into arrays of these types. The text of the file is never in memory whole.
public final class TableReader {

  private static final int MOST_CLASSES = 10_000;
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final Path file;
  private final String label;
  private final @Nullable String weight;
  private final List<String> ignored;

  /// Reads a file with these columns for the label and the weights, and without the ignored ones.
  public TableReader(Path file, String label, @Nullable String weight, List<String> ignored) {
    this.file = file;
    this.label = label;
    this.weight = weight;
    this.ignored = ignored;
  }

  /// Reads the file.
  ///
  /// @throws DataException if the file cannot be used; see [CsvRows], [ColumnProfile]; also if it
  ///   has no rows, a named column is missing, a label is missing or a weight is no weight, there
  ///   is one class only, or the file changes while it is read
  /// @throws IOException if reading fails
  public Table read() throws IOException, DataException {
    List<ColumnProfile> profiles = new ArrayList<>();
    FileStamp stamp;
    int count;
    try (CsvRows rows = CsvRows.open(file)) {
      stamp = FileStamp.of(file);
      count = profile(rows, profiles);
    }
    try (CsvRows rows = CsvRows.open(file)) {
      stamp.check(file);
      Table table = fill(rows, profiles, count, stamp);
      stamp.check(file);
      return table;
    }
  }

  private int profile(CsvRows rows, List<ColumnProfile> profiles)
      throws IOException, DataException {
    ColumnRoles roles = ColumnRoles.of(rows.header(), label, weight, ignored);
    for (int column = 0; column < roles.names().size(); column++) {
      if (roles.isFeature(column)) {
        profiles.add(new ColumnProfile(column, roles.names().get(column)));
      }
    }
    while (rows.next()) {
      for (ColumnProfile profile : profiles) {
        profile.add(rows);
      }
    }
    if (rows.row() == 0) {
      throw new DataException(
          file, "the file has a header and no rows; allowed: at least one row for each class");
    }
    if (rows.row() > MOST_ROWS) {
      throw new DataException(
          file, "the file has %,d rows; allowed: at most %,d".formatted(rows.row(), MOST_ROWS));
    }
    for (ColumnProfile profile : profiles) {
      profile.check(file);
    }
    return (int) rows.row();
  }

  private Table fill(CsvRows rows, List<ColumnProfile> profiles, int count, FileStamp stamp)
      throws IOException, DataException {
    ColumnRoles roles = ColumnRoles.of(rows.header(), label, weight, ignored);
    List<TableColumn> columns = new ArrayList<>();
    for (ColumnProfile profile : profiles) {
      columns.add(emptyColumn(profile, count));
    }
    Dictionary classes = new Dictionary();
    int[] labels = new int[count];
    float @Nullable [] weights = roles.weight() < 0 ? null : new float[count];
    int row = 0;
    for (; row < count && rows.next(); row++) {
      labels[row] = classes.number(LabelCell.read(rows, roles.label()));
      if (classes.size() > MOST_CLASSES) {
        throw rows.badCell(
            roles.label(),
            "this is class number %,d; allowed: at most %,d classes"
                .formatted(classes.size(), MOST_CLASSES));
      }
      if (weights != null) {
        weights[row] = WeightCell.read(rows, roles.weight());
      }
      for (int i = 0; i < columns.size(); i++) {
        copyCell(rows, profiles.get(i).column(), columns.get(i), row);
      }
    }
    if (row < count || rows.next()) {
      stamp.check(file);
      throw new DataException(file, "the file changed while it was read; allowed: a file at rest");
    }
    if (classes.size() == 1) {
      throw new DataException(
          file,
          "label column %s has one class only, %s; allowed: two or more"
              .formatted(Quoted.of(label), Quoted.of(classes.words().getFirst())));
    }
    return new Table(
        ClassOrder.sorted(classes.words()),
        inOrder(labels, classes.words()),
        weights,
        columns,
        ignored,
        doubts(profiles));
  }

  private static TableColumn emptyColumn(ColumnProfile profile, int rows) {
    if (profile.isEmpty()) {
      return new EmptyCells(profile.name());
    }
    return profile.isNumeric()
        ? new NumericCells(profile.name(), rows, profile.isExactInFloat())
        : new CategoricalCells(profile.name(), rows);
  }

  private static void copyCell(CsvRows rows, int from, TableColumn to, int row) {
    switch (to) {
      case NumericCells numbers -> numbers.set(row, rows.number(from));
      case CategoricalCells words -> {
        if (rows.isMissing(from)) {
          words.setMissing(row);
        } else {
          words.set(row, rows.text(from));
        }
      }
      case EmptyCells _ -> {}
    }
  }

  /// Labels numbered by first appearance, numbered anew by the order of the classes.
  private static int[] inOrder(int[] labels, List<String> classes) {
    List<String> sorted = ClassOrder.sorted(classes);
    Dictionary places = new Dictionary();
    for (String name : sorted) {
      places.number(name);
    }
    int[] place = new int[classes.size()];
    Arrays.setAll(place, id -> places.number(classes.get(id)));
    int[] ordered = new int[labels.length];
    for (int row = 0; row < labels.length; row++) {
      ordered[row] = place[labels[row]];
    }
    return ordered;
  }

  private static List<String> doubts(List<ColumnProfile> profiles) {
    List<String> doubts = new ArrayList<>();
    for (ColumnProfile profile : profiles) {
      String doubt = profile.doubt();
      if (doubt != null) {
        doubts.add(doubt);
      }
    }
    return doubts;
  }
}
