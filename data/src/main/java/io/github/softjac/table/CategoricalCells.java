package io.github.softjac.table;

import java.util.List;

/// Words by row, each kept once.
public final class CategoricalCells implements TableColumn {

  /// Most different words that a categorical column has unless the user asks for it.
  public static final int MOST_WORDS = 1000;

  private final String name;
  private final List<String> words;
  private final NumberPages ids;

  CategoricalCells(String name, List<String> words, NumberPages ids) {
    this.name = name;
    this.words = words;
    this.ids = ids;
  }

  @Override
  public String name() {
    return name;
  }

  /// The different words, in the order in which they came first.
  public List<String> words() {
    return words;
  }

  /// The place in [#words] of the row's word; −1 where it is missing.
  public int at(int row) {
    double id = ids.at(row);
    return Double.isNaN(id) ? -1 : (int) id;
  }
}
