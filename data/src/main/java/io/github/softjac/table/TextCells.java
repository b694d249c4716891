package io.github.softjac.table;

/// Texts by row, as their tokens; see [io.github.softjac.text.TextTokens].
public final class TextCells implements TableColumn {

  private final String name;
  private final IntRuns tokens;

  TextCells(String name, IntRuns tokens) {
    this.name = name;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return name;
  }

  /// How many different tokens the text has; 0 where it is missing.
  public int size(int row) {
    return tokens.size(row);
  }

  /// Token `i` of the row, packed, by ascending bucket.
  public int token(int row, int i) {
    return tokens.at(row, i);
  }
}
