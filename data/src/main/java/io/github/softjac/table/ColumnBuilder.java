package io.github.softjac.table;

import java.io.IOException;

/// The cells of one column over all chunks.
final class ColumnBuilder {

  private final String name;
  private final ColumnType type;
  private final NumberPages numbers;
  private final IntRuns ints = new IntRuns();
  private final IntRuns values = new IntRuns();
  private final Dictionary words = new Dictionary();
  private final ColumnProfile profile;

  ColumnBuilder(int column, String name, ColumnType type, DataMemory memory) {
    this.name = name;
    this.type = type;
    this.numbers = new NumberPages(memory);
    this.profile = new ColumnProfile(column, name);
  }

  ColumnType type() {
    return type;
  }

  ColumnProfile profile() {
    return profile;
  }

  void append(ColumnBuffer chunk, long rowsBefore, long linesBefore) throws IOException {
    profile.addAll(chunk.profile(), rowsBefore, linesBefore);
    switch (type) {
      case EMPTY, IDENTIFIER -> {}
      case NUMERIC, DATE, HASHED -> numbers.append(chunk.numbers(), chunk.rows());
      case CATEGORICAL -> {
        renumber(chunk);
        numbers.append(chunk.numbers(), chunk.rows());
      }
      case TEXT -> ints.append(chunk.ints(), chunk.ends(), chunk.rows());
      case VECTOR -> {
        ints.append(chunk.ints(), chunk.ends(), chunk.rows());
        values.append(chunk.values(), chunk.ends(), chunk.rows());
      }
    }
  }

  /// A chunk numbers its words by itself.
  private void renumber(ColumnBuffer chunk) {
    int[] places = new int[chunk.words().size()];
    int at = 0;
    for (String word : chunk.words().words()) {
      places[at++] = words.number(word);
    }
    double[] ids = chunk.numbers();
    for (int row = 0; row < chunk.rows(); row++) {
      if (!Double.isNaN(ids[row])) {
        ids[row] = places[(int) ids[row]];
      }
    }
  }

  TableColumn cells() {
    return switch (type) {
      case EMPTY -> new EmptyCells(name, "no row has a value");
      case IDENTIFIER ->
          new EmptyCells(
              name,
              "it has more than %,d different words, nearly one a row, as an identifier has"
                  .formatted(CategoricalCells.MOST_WORDS));
      case NUMERIC -> new NumericCells(name, numbers);
      case DATE -> new DateCells(name, numbers);
      case HASHED -> new HashedCells(name, numbers);
      case CATEGORICAL -> new CategoricalCells(name, words.words(), numbers);
      case TEXT -> new TextCells(name, ints);
      case VECTOR -> new VectorCells(name, ints, values);
    };
  }
}
