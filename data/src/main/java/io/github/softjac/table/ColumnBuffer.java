package io.github.softjac.table;

import io.github.softjac.data.Rows;
import io.github.softjac.data.SparseVector;
import io.github.softjac.schema.HashedBuckets;
import io.github.softjac.text.TextTokens;
import java.util.Arrays;

/// The cells of one column in a chunk, as the type wants them, with their profile.
final class ColumnBuffer {

  private static final int[] NONE = {};

  private final ColumnType type;
  private final ColumnProfile profile;
  private final int column;
  private final Dictionary words = new Dictionary();
  private double[] numbers = {};
  private int[] ends = NONE;
  private int[] ints = NONE;
  private int[] values = NONE;
  private int used;
  private int rows;
  private int counted;

  ColumnBuffer(int column, String name, ColumnType type) {
    this.type = type;
    this.column = column;
    this.profile = new ColumnProfile(column, name);
  }

  /// Takes the cell of the present row. Numbers of a numeric column are counted by [#count].
  void add(Rows at, TextTokens tokens) {
    if (type == ColumnType.NUMERIC) {
      double number = at.number(column);
      if (!Double.isNaN(number)) {
        addNumber(number);
        return;
      }
    }
    addCell(at, tokens);
  }

  private void addCell(Rows at, TextTokens tokens) {
    SparseVector vector = at.vector(column);
    if (vector != null) {
      profile.addVector();
      add(vector);
      return;
    }
    double number = at.number(column);
    if (!Double.isNaN(number)) {
      profile.addNumber(number);
    } else if (at.isMissing(column)) {
      profile.addMissing();
      addMissing();
      return;
    }
    if (!Double.isNaN(number) && !wantsText()) {
      addNumber(type == ColumnType.NUMERIC ? number : Double.NaN);
      return;
    }
    String word = at.text(column);
    if (Double.isNaN(number)) {
      profile.addWord(word, at);
    }
    switch (type) {
      case NUMERIC, EMPTY, IDENTIFIER, VECTOR -> addNumber(Double.NaN);
      case CATEGORICAL -> addNumber(words.number(word));
      case HASHED -> addNumber(TextTokens.bucketOf(word, HashedBuckets.COUNT));
      case DATE -> addNumber(DateCell.seconds(word));
      case TEXT -> addRun(tokens.of(word));
    }
  }

  /// Takes the cells of the given rows of a chunk, numbers or NaN; the array itself where nothing
  /// is left out, since nobody writes to either.
  void addAll(double[] cells, int[] taken, int count) {
    if (rows == 0 && count == cells.length) {
      numbers = cells;
    } else {
      numbers = Arrays.copyOf(numbers, rows + count);
      for (int i = 0; i < count; i++) {
        numbers[rows + i] = cells[taken[i]];
      }
    }
    profile.addMissing(count - profile.addNumbers(numbers, rows, count));
    rows += count;
    counted = rows;
  }

  /// Counts the numbers of a numeric column that came cell by cell: all at once, after the last.
  void count() {
    if (type == ColumnType.NUMERIC) {
      profile.addNumbers(numbers, counted, rows - counted);
      counted = rows;
    }
  }

  private boolean wantsText() {
    return switch (type) {
      case NUMERIC, EMPTY, IDENTIFIER, VECTOR -> false;
      case CATEGORICAL, HASHED, DATE, TEXT -> true;
    };
  }

  private void addMissing() {
    if (type == ColumnType.TEXT || type == ColumnType.VECTOR) {
      addRun(NONE);
    } else {
      addNumber(Double.NaN);
    }
  }

  private void addNumber(double number) {
    if (rows == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.max(1024, 2 * rows));
    }
    numbers[rows++] = number;
  }

  private void addRun(int[] run) {
    reserve(run.length);
    System.arraycopy(run, 0, ints, used, run.length);
    endRun(run.length);
  }

  private void add(SparseVector vector) {
    if (type != ColumnType.VECTOR) {
      addMissing();
      return;
    }
    int size = vector.size();
    reserve(size);
    if (values.length < ints.length) {
      values = Arrays.copyOf(values, ints.length);
    }
    for (int i = 0; i < size; i++) {
      ints[used + i] = vector.index(i);
      values[used + i] = Float.floatToIntBits(vector.value(i));
    }
    endRun(size);
  }

  private void reserve(int length) {
    if (used + length > ints.length) {
      ints = Arrays.copyOf(ints, Math.max(used + length, 2 * ints.length));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, Math.max(1024, 2 * rows));
    }
  }

  private void endRun(int length) {
    used += length;
    ends[rows++] = used;
  }

  ColumnProfile profile() {
    return profile;
  }

  Dictionary words() {
    return words;
  }

  int rows() {
    return rows;
  }

  double[] numbers() {
    return numbers;
  }

  int[] ints() {
    return ints;
  }

  int[] values() {
    return values;
  }

  int[] ends() {
    return ends;
  }
}
