package io.github.softjac.source;

import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A source as the tests look at it: all cells as text.
final class Cells {

  private Cells() {}

  static List<String> names(Source source) throws IOException, DataException {
    try (OpenRows rows = OpenRows.of(source)) {
      return rows.header().names();
    }
  }

  static List<List<String>> of(Source source) throws IOException, DataException {
    List<List<String>> cells = new ArrayList<>();
    try (OpenRows rows = OpenRows.of(source)) {
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 0; column < rows.header().names().size(); column++) {
          row.add(rows.text(column));
        }
        cells.add(row);
      }
    }
    return cells;
  }
}
