package io.github.softjac.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An aligned table of text: a header line, then rows. Numbers to the right, words to the left.
final class Table {

  private static final String GAP = "  ";

  private final List<String[]> rows = new ArrayList<>();
  private final boolean[] left;

  /// A table with these column headers; a header that starts with `<` makes a column of words.
  Table(String... headers) {
    left = new boolean[headers.length];
    String[] header = headers.clone();
    for (int j = 0; j < headers.length; j++) {
      left[j] = headers[j].startsWith("<");
      header[j] = left[j] ? headers[j].substring(1) : headers[j];
    }
    rows.add(header);
  }

  /// Appends a row with a cell for each column.
  Table row(String... cells) {
    if (cells.length != left.length) {
      throw new IllegalArgumentException(
          "a row has " + cells.length + " cells: the table has " + left.length + " columns");
    }
    rows.add(cells.clone());
    return this;
  }

  /// The table with every line indented by two spaces and ended by a line break.
  String text() {
    int[] widths = new int[left.length];
    for (String[] row : rows) {
      for (int j = 0; j < row.length; j++) {
        widths[j] = Math.max(widths[j], width(row[j]));
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < row.length; j++) {
        String padding = " ".repeat(widths[j] - width(row[j]));
        line.append(GAP).append(left[j] ? row[j] + padding : padding + row[j]);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /// The values in one format with the same number of decimals, so that points stand under points:
  /// six decimals, or an exponent where that would lose the value.
  static String[] numbers(double... values) {
    double largest = 0;
    for (double value : values) {
      largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
    }
    boolean plain = largest == 0 || (largest >= 1e-3 && largest < 1e7);
    String[] cells = new String[values.length];
    for (int i = 0; i < values.length; i++) {
      cells[i] =
          Double.isFinite(values[i])
              ? String.format(Locale.ROOT, plain ? "%.6f" : "%.6e", values[i])
              : nonFinite(values[i]);
    }
    return cells;
  }

  private static String nonFinite(double value) {
    return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
