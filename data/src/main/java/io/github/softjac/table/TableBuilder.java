package io.github.softjac.table;

import io.github.softjac.data.ChunkWork.Place;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table that grows by the cells of one chunk after the other.
final class TableBuilder {

  private static final int MOST_CLASSES = 10_000;
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final String source;
  private final ColumnRoles roles;
  private final List<ColumnBuilder> columns;
  private final Dictionary classes = new Dictionary();
  private int[] labels = {};
  private float[] weights = {};
  private int rows;

  TableBuilder(String source, ColumnRoles roles, List<ColumnBuilder> columns) {
    this.source = source;
    this.roles = roles;
    this.columns = columns;
  }

  void append(ChunkCells chunk, Place place) throws IOException, DataException {
    if ((long) rows + chunk.rows() > MOST_ROWS) {
      throw new DataException(
          source,
          "the data have more than %,d rows; allowed: at most so many".formatted(MOST_ROWS));
    }
    int after = rows + chunk.rows();
    if (after > labels.length) {
      int capacity = (int) Math.min(MOST_ROWS, Math.max(after, labels.length * 3L / 2));
      labels = Arrays.copyOf(labels, capacity);
      weights = roles.weight() < 0 ? weights : Arrays.copyOf(weights, capacity);
    }
    int[] places = places(chunk.classes());
    for (int row = 0; row < chunk.rows(); row++) {
      labels[rows + row] = places[chunk.labels()[row]];
    }
    if (roles.weight() >= 0) {
      System.arraycopy(chunk.weights(), 0, weights, rows, chunk.rows());
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).append(chunk.column(i), place.fileRows(), place.fileLines());
    }
    rows = after;
  }

  private int[] places(Dictionary ofChunk) throws DataException {
    int[] places = new int[ofChunk.size()];
    int at = 0;
    for (String name : ofChunk.words()) {
      places[at++] = classes.number(name);
      if (classes.size() > MOST_CLASSES) {
        throw new DataException(
            source,
            "label column %s has more than %,d different values, such as %s; allowed: at most %,d classes"
                .formatted(
                    Quoted.of(roles.names().get(roles.label())),
                    MOST_CLASSES,
                    Quoted.of(name),
                    MOST_CLASSES));
      }
    }
    return places;
  }

  int rows() {
    return rows;
  }

  List<ColumnBuilder> columns() {
    return columns;
  }

  List<String> classes() {
    return ClassOrder.sorted(classes.words());
  }

  /// Labels numbered by first appearance, numbered anew by the order of the classes.
  int[] labels() {
    List<String> names = classes.words();
    Dictionary sorted = new Dictionary();
    for (String name : ClassOrder.sorted(names)) {
      sorted.number(name);
    }
    int[] place = new int[names.size()];
    Arrays.setAll(place, id -> sorted.number(names.get(id)));
    int[] ordered = labels.length == rows ? labels : Arrays.copyOf(labels, rows);
    for (int row = 0; row < rows; row++) {
      ordered[row] = place[ordered[row]];
    }
    labels = new int[0];
    return ordered;
  }

  float[] weights() {
    return Arrays.copyOf(weights, rows);
  }

  List<TableColumn> cells() {
    List<TableColumn> cells = new ArrayList<>();
    for (ColumnBuilder column : columns) {
      cells.add(column.cells());
    }
    return cells;
  }
}
