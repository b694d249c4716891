package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.table.CategoricalCells;
import io.github.softjac.table.NumericCells;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableColumn;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The features of rows in memory: what [RowEncoder] gives for the same rows of a file, bit for
/// bit.
public final class TableEncoder {

  private TableEncoder() {}

  /// The features of the given rows, `[rows × schema.features()]`, row-major.
  ///
  /// @param file where the table is from, for messages
  /// @throws DataException if that is more than one array holds
  public static float[] encode(Path file, Schema schema, Table table, int[] rows)
      throws DataException {
    int width = schema.features();
    float[] features = new float[FeatureArrays.length(file, rows.length, width)];
    Map<String, TableColumn> cells = new HashMap<>();
    for (TableColumn column : table.columns()) {
      cells.put(column.name(), column);
    }
    int offset = 0;
    for (Column column : schema.columns()) {
      switch (column) {
        case NumericColumn numeric ->
            encode(numeric, (NumericCells) cells(cells, column), rows, features, offset, width);
        case CategoricalColumn categorical ->
            encode(
                categorical,
                (CategoricalCells) cells(cells, column),
                rows,
                features,
                offset,
                width);
      }
      offset += column.features();
    }
    return features;
  }

  private static TableColumn cells(Map<String, TableColumn> cells, Column column) {
    return Objects.requireNonNull(cells.get(column.name()), column::name);
  }

  private static void encode(
      NumericColumn column,
      NumericCells cells,
      int[] rows,
      float[] features,
      int offset,
      int width) {
    for (int i = 0; i < rows.length; i++) {
      double x = cells.at(rows[i]);
      int at = i * width + offset;
      if (!Double.isNaN(x)) {
        features[at] = column.scaled(x);
      } else if (column.missingIndicator()) {
        features[at + 1] = 1;
      }
    }
  }

  private static void encode(
      CategoricalColumn column,
      CategoricalCells cells,
      int[] rows,
      float[] features,
      int offset,
      int width) {
    List<String> words = cells.words();
    int[] places = new int[words.size()];
    for (int word = 0; word < places.length; word++) {
      places[word] = column.place(words.get(word));
    }
    for (int i = 0; i < rows.length; i++) {
      int word = cells.at(rows[i]);
      int place = word < 0 ? column.missingPlace() : places[word];
      if (place >= 0) {
        features[i * width + offset + place] = 1;
      }
    }
  }
}
