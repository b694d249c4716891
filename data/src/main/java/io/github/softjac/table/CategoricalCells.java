package io.github.softjac.table;

import java.util.List;

/// Words by row, each kept once.
///
/// At most 1,000 different words are kept: a column of more is no set of categories, but an
/// identifier or text.
public final class CategoricalCells implements TableColumn {

  /// Most different words that a categorical column may have.
  public static final int MOST_WORDS = 1000;

  private static final int MISSING = -1;
  private static final int[] NONE = {};

  private final String name;
  private final Dictionary dictionary = new Dictionary();
  private int[] ids;

  CategoricalCells(String name, int rows) {
    this.name = name;
    this.ids = new int[rows];
  }

  @Override
  public String name() {
    return name;
  }

  /// Whether there were more than [#MOST_WORDS] different words, so that no cell is kept.
  public boolean isOverfull() {
    return dictionary.size() > MOST_WORDS;
  }

  /// The different words, in the order in which they came first.
  public List<String> words() {
    return dictionary.words();
  }

  /// The place in [#words] of the row's word; −1 where it is missing.
  public int at(int row) {
    return ids[row];
  }

  void setMissing(int row) {
    if (!isOverfull()) {
      ids[row] = MISSING;
    }
  }

  void set(int row, String word) {
    if (isOverfull()) {
      return;
    }
    int id = dictionary.number(word);
    if (isOverfull()) {
      ids = NONE;
    } else {
      ids[row] = id;
    }
  }
}
