package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.schema.NumericColumn;

/// Mean and deviation of the numbers of a column over the training rows.
///
/// @param count rows that have a value
/// @param missing rows that have none
/// @param mean `Σ x / n`, summed in row order
/// @param standardDeviation `√(Σ (x − mean)² / n)`, summed in row order
/// @param differ whether there are two values
record NumericStatistics(
    String name, int count, int missing, double mean, double standardDeviation, boolean differ) {

  /// Fewer missing cells have no indicator: its weight would fit a single row, as that of a token
  /// of one row would.
  private static final int LEAST_MISSING = 2;

  /// So many numbers are taken at a time.
  private static final int SOME = 512;

  /// Numbers by row of the table.
  @FunctionalInterface
  interface Cells {

    /// Gives the numbers in the rows `rows[from], rows[from + 1], …`, NaN where they are missing.
    void copy(int[] rows, int from, int count, double[] to);
  }

  static NumericStatistics of(String name, Cells cells, int[] rows) {
    double[] some = new double[SOME];
    int count = 0;
    double sum = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (int from = 0; from < rows.length; from += SOME) {
      int length = Math.min(SOME, rows.length - from);
      cells.copy(rows, from, length, some);
      for (int i = 0; i < length; i++) {
        double x = some[i];
        if (!Double.isNaN(x)) {
          count++;
          sum += x;
          if (x < least) {
            least = x;
          }
          if (x > most) {
            most = x;
          }
        }
      }
    }
    int missing = rows.length - count;
    if (least >= most) {
      // The sum of equal numbers over their count may be off by a rounding: this is exact.
      return new NumericStatistics(name, count, missing, least, 0, false);
    }
    double mean = sum / count;
    double squares = 0;
    for (int from = 0; from < rows.length; from += SOME) {
      int length = Math.min(SOME, rows.length - from);
      cells.copy(rows, from, length, some);
      for (int i = 0; i < length; i++) {
        double x = some[i];
        if (!Double.isNaN(x)) {
          squares += (x - mean) * (x - mean);
        }
      }
    }
    return new NumericStatistics(name, count, missing, mean, Math.sqrt(squares / count), true);
  }

  /// Whether a feature says which rows have no value.
  boolean isIndicated() {
    return missing >= LEAST_MISSING;
  }

  /// Whether all values are the same, or so near to each other that the squares of their
  /// differences vanish.
  boolean isConstant() {
    return standardDeviation == 0;
  }

  /// The mean as a table would hold it: 5, not 5.0.
  private String shownMean() {
    String shown = Double.toString(mean);
    return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
  }

  /// Why a column that is constant says nothing.
  String reasonOfConstant() {
    return differ
        ? "its values in training rows differ by less than 1e-150, too little for a standard deviation"
        : "every training row%s has the same value, %s"
            .formatted(missing == 0 ? "" : " but one that has none", shownMean());
  }

  NumericColumn column(String source) throws DataException {
    if (!Double.isFinite(mean) || !Double.isFinite(standardDeviation)) {
      throw new DataException(
          source,
          "column %s has numbers so large that their mean (%s) or standard deviation (%s) is not finite; allowed: numbers up to 1e150"
              .formatted(Quoted.of(name), mean, standardDeviation));
    }
    return new NumericColumn(name, mean, standardDeviation, isIndicated());
  }
}
