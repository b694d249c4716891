package io.github.softjac.table;

import io.github.softjac.data.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out, while rows pass by, whether a column alone tells the class of every row, as a copy of
/// the label does: its words if no word comes in two classes, its numbers if every class has an
/// interval of its own. What is disproved is not looked at again.
final class ClassTeller {

  private static final int ENOUGH_ROWS = 50;

  /// Least and most of the numbers of a class.
  private record Range(double least, double most) {
    Range with(Range other) {
      return new Range(Math.min(least, other.least), Math.max(most, other.most));
    }
  }

  private final Map<String, Range> ranges = new HashMap<>();
  private final Map<String, String> classOf = new HashMap<>();
  private boolean byNumbers = true;
  private boolean byWords = true;
  private long rows;

  /// Takes the cell of the present row, of a row of this class.
  void add(Rows at, int column, String label) {
    rows++;
    boolean missing = at.isMissing(column);
    if (byNumbers) {
      double x = missing ? Double.NaN : at.number(column);
      if (Double.isNaN(x)) {
        byNumbers = false;
      } else {
        ranges.merge(label, new Range(x, x), Range::with);
        if (Long.bitCount(rows) == 1) {
          byNumbers = areApart();
        }
      }
    }
    if (byWords) {
      addWord(missing ? "" : at.text(column), label);
    }
  }

  /// Takes what another has seen.
  void addAll(ClassTeller later) {
    rows += later.rows;
    byNumbers &= later.byNumbers;
    byWords &= later.byWords;
    later.ranges.forEach((label, range) -> ranges.merge(label, range, Range::with));
    later.classOf.forEach(this::addWord);
  }

  private void addWord(String word, String label) {
    String earlier = classOf.putIfAbsent(word, label);
    byWords &=
        (earlier == null || earlier.equals(label)) && classOf.size() <= CategoricalCells.MOST_WORDS;
  }

  private boolean areApart() {
    List<Range> ordered = new ArrayList<>(ranges.values());
    ordered.sort(Comparator.comparingDouble(Range::least));
    for (int i = 1; i < ordered.size(); i++) {
      if (!(ordered.get(i - 1).most < ordered.get(i).least)) {
        return false;
      }
    }
    return true;
  }

  /// How a column of this type tells the class, for a warning; `null`: it does not, or there are
  /// too few rows to say so.
  @Nullable String how(ColumnType type) {
    if (rows < ENOUGH_ROWS) {
      return null;
    }
    if (type == ColumnType.NUMERIC && byNumbers && ranges.size() > 1 && areApart()) {
      return "each class has a range of its own";
    }
    boolean oftenEnough = classOf.size() > 1 && 2L * classOf.size() < rows;
    return type == ColumnType.CATEGORICAL && byWords && oftenEnough
        ? "each value has one class"
        : null;
  }
}
