package io.github.softjac.table;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.LabelCell;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.WeightCell;
import io.github.softjac.text.TextTokens;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cells of a chunk: labels, weights and columns, as one thread reads them. Columns of numbers
/// that the source has as a whole are taken at the end, in the rows that are none to skip.
final class ChunkCells implements ChunkWork.Worker<ChunkCells> {

  private static final double[] NONE = {};

  private final Rows at;
  private final ColumnRoles roles;
  private final List<ColumnBuilder> builders;
  private final ColumnBuffer[] columns;
  private final TextTokens tokens = new TextTokens();
  private final Dictionary classes = new Dictionary();

  /// By builder: all numbers of the chunk; empty: they come row by row.
  private final double[][] whole;

  /// The builders whose cells come row by row, and those of them that are strict.
  private final int[] single;

  private final int[] checked;

  private final @Nullable String[] known = new @Nullable String[16];
  private final int[] numberOfKnown = new int[16];

  private int[] taken = new int[256];
  private int[] labels = new int[256];
  private float[] weights = new float[256];
  private int rows;

  /// @param strict by builder: whether a word in a numeric column, or a non-date among dates, is a
  ///   bad row rather than a reason to take the column for something else
  ChunkCells(Rows at, ColumnRoles roles, List<ColumnBuilder> builders, boolean[] strict) {
    this.at = at;
    this.roles = roles;
    this.builders = builders;
    this.columns = new ColumnBuffer[builders.size()];
    this.whole = new double[builders.size()][];
    for (int i = 0; i < columns.length; i++) {
      ColumnProfile profile = builders.get(i).profile();
      ColumnType type = builders.get(i).type();
      columns[i] = new ColumnBuffer(profile.column(), profile.name(), type);
      double[] numbers = type == ColumnType.NUMERIC ? at.numbers(profile.column()) : null;
      whole[i] = numbers == null ? NONE : numbers;
    }
    single = IntStream.range(0, columns.length).filter(i -> whole[i].length == 0).toArray();
    checked = IntStream.of(single).filter(i -> strict[i]).toArray();
  }

  @Override
  public void row() throws DataException {
    String label = LabelCell.read(at, roles.label());
    float weight = roles.weight() < 0 ? 1 : WeightCell.read(at, roles.weight());
    for (int i : checked) {
      check(builders.get(i));
    }
    if (rows == labels.length) {
      taken = Arrays.copyOf(taken, 2 * rows);
      labels = Arrays.copyOf(labels, 2 * rows);
      weights = Arrays.copyOf(weights, 2 * rows);
    }
    taken[rows] = (int) at.row() - 1;
    labels[rows] = classNumber(label);
    weights[rows++] = weight;
    for (int i : single) {
      columns[i].add(at, tokens);
    }
  }

  /// Sources often give one object for a name that comes again: then it need not be looked up.
  @SuppressWarnings("ReferenceEquality")
  private int classNumber(String label) {
    int place = label.hashCode() & (known.length - 1);
    if (known[place] != label) {
      known[place] = label;
      numberOfKnown[place] = classes.number(label);
    }
    return numberOfKnown[place];
  }

  private void check(ColumnBuilder builder) throws DataException {
    int column = builder.profile().column();
    if (builder.type() == ColumnType.NUMERIC) {
      if (Double.isNaN(at.number(column)) && !at.isMissing(column)) {
        throw at.badCell(
            column,
            Fault.NOT_A_NUMBER,
            Quoted.of(at.text(column)) + " is not a number; allowed: a decimal number or empty");
      }
    } else if (builder.type() == ColumnType.DATE
        && !at.isMissing(column)
        && Double.isNaN(DateCell.seconds(at.text(column)))) {
      throw at.badCell(
          column,
          Fault.NOT_A_DATE,
          Quoted.of(at.text(column))
              + " is not a date; allowed: 2024-02-29, 2024-02-29T12:30:00 or empty");
    }
  }

  @Override
  public ChunkCells result() {
    for (int i = 0; i < columns.length; i++) {
      if (whole[i].length > 0) {
        columns[i].addAll(whole[i], taken, rows);
      } else {
        columns[i].count();
      }
    }
    return this;
  }

  int rows() {
    return rows;
  }

  Dictionary classes() {
    return classes;
  }

  int[] labels() {
    return labels;
  }

  float[] weights() {
    return weights;
  }

  ColumnBuffer column(int i) {
    return columns[i];
  }
}
