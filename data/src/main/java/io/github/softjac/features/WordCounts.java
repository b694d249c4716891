package io.github.softjac.features;

import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.table.CategoricalCells;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The words of a column over the training rows.
///
/// @param sorted the different words
/// @param values rows that have a word
/// @param missing rows that have none
record WordCounts(String name, List<String> sorted, int values, int missing) {

  /// From so many values on, a column in which each is different is taken for an identifier.
  private static final int ENOUGH_TO_TELL = 10;

  static WordCounts of(CategoricalCells cells, int[] rows) {
    List<String> words = cells.words();
    boolean[] seen = new boolean[words.size()];
    int values = 0;
    for (int row : rows) {
      int word = cells.at(row);
      if (word >= 0) {
        seen[word] = true;
        values++;
      }
    }
    List<String> sorted = new ArrayList<>();
    for (int word = 0; word < seen.length; word++) {
      if (seen[word]) {
        sorted.add(words.get(word));
      }
    }
    Collections.sort(sorted);
    return new WordCounts(cells.name(), sorted, values, rows.length - values);
  }

  int different() {
    return sorted.size();
  }

  boolean looksLikeIdentifier() {
    return different() == values && values >= ENOUGH_TO_TELL;
  }

  CategoricalColumn column() {
    return new CategoricalColumn(name, sorted, missing > 0);
  }
}
