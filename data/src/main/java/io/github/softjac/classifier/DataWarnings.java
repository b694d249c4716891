package io.github.softjac.classifier;

import io.github.softjac.data.Quoted;
import io.github.softjac.table.CategoricalCells;
import io.github.softjac.table.NumericCells;
import io.github.softjac.table.Table;
import io.github.softjac.table.TableColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a user should know about a table before trusting what is learned from it.
public final class DataWarnings {

  private static final double IMBALANCE = 20;
  private static final int ENOUGH_ROWS = 50;

  private DataWarnings() {}

  /// A warning if the largest class has at least 20 times the rows of the smallest, and one if a
  /// class has a single row.
  public static List<String> ofClasses(Table table) {
    long[] counts = new long[table.classes().size()];
    for (int label : table.labels()) {
      counts[label]++;
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    for (int k = 0; k < counts.length; k++) {
      rows.put(table.classes().get(k), counts[k]);
    }
    return ofClasses(rows);
  }

  /// The same of the number of rows of each class, one or more.
  public static List<String> ofClasses(Map<String, Long> rows) {
    List<String> warnings = new ArrayList<>();
    Map.Entry<String, Long> least = Collections.min(rows.entrySet(), Map.Entry.comparingByValue());
    Map.Entry<String, Long> most = Collections.max(rows.entrySet(), Map.Entry.comparingByValue());
    long all = rows.values().stream().mapToLong(Long::longValue).sum();
    if (most.getValue() >= IMBALANCE * least.getValue() && all >= ENOUGH_ROWS) {
      warnings.add(
          "the classes are out of balance: %s has %,d rows, %s has %,d; --class-weights balanced makes them count alike"
              .formatted(
                  Quoted.of(most.getKey()),
                  most.getValue(),
                  Quoted.of(least.getKey()),
                  least.getValue()));
    }
    List<String> single =
        rows.entrySet().stream().filter(of -> of.getValue() == 1).map(Map.Entry::getKey).toList();
    if (!single.isEmpty()) {
      warnings.add(
          "%s one row only, too few to learn and to validate: %s"
              .formatted(
                  single.size() == 1 ? "a class has" : "%,d classes have".formatted(single.size()),
                  Quoted.list(single)));
    }
    return warnings;
  }

  /// A warning for each column that alone tells the class of every row, as a copy of the label
  /// does.
  ///
  /// Categories do if no two rows of one category differ in class, and no category is alone with
  /// its row; numbers if every class has an interval of its own.
  ///
  /// @param rows the training rows
  public static List<String> ofLeaks(Table table, int[] rows) {
    List<String> warnings = new ArrayList<>();
    if (rows.length < ENOUGH_ROWS) {
      return warnings;
    }
    for (TableColumn column : table.columns()) {
      @Nullable String how =
          switch (column) {
            case CategoricalCells cells when tells(cells, table, rows) ->
                "each value has one class";
            case NumericCells cells when tells(cells, table, rows) ->
                "each class has a range of its own";
            default -> null;
          };
      if (how != null) {
        warnings.add(ofLeak(column.name(), how));
      }
    }
    return warnings;
  }

  /// The same of one column.
  ///
  /// @param how it tells the class
  public static String ofLeak(String column, String how) {
    return "column %s alone tells the class of every row (%s); is it known before the label is? If not, leave it aside by --ignore"
        .formatted(Quoted.of(column), how);
  }

  private static boolean tells(CategoricalCells cells, Table table, int[] rows) {
    int[] classOf = new int[cells.words().size() + 1];
    Arrays.fill(classOf, -1);
    int seen = 0;
    for (int row : rows) {
      int word = cells.at(row) + 1;
      int label = table.labels()[row];
      if (classOf[word] < 0) {
        classOf[word] = label;
        seen++;
      } else if (classOf[word] != label) {
        return false;
      }
    }
    return seen > 1 && 2L * seen < rows.length;
  }

  private static boolean tells(NumericCells cells, Table table, int[] rows) {
    int classes = table.classes().size();
    double[] least = new double[classes];
    double[] most = new double[classes];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int row : rows) {
      double x = cells.at(row);
      if (Double.isNaN(x)) {
        return false;
      }
      int label = table.labels()[row];
      least[label] = Math.min(least[label], x);
      most[label] = Math.max(most[label], x);
    }
    Integer[] order = new Integer[classes];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (a, b) -> Double.compare(least[a], least[b]));
    for (int i = 1; i < classes; i++) {
      if (!(most[order[i - 1]] < least[order[i]])) {
        return false;
      }
    }
    return true;
  }
}
