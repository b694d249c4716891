package io.github.softjac.source;

import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.MissingValue;

/// A column of text.
abstract class Words implements ParquetColumn {

  private final boolean[] missing;
  private int presentRow = -1;
  private String present = "";

  Words(boolean[] missing) {
    this.missing = missing;
  }

  /// The text of a cell that is not missing.
  abstract String value(int row);

  /// The same, made once a row however often it is asked for.
  private String present(int row) {
    if (presentRow != row) {
      present = value(row);
      presentRow = row;
    }
    return present;
  }

  @Override
  public final boolean isMissing(int row) {
    if (missing[row]) {
      return true;
    }
    String text = present(row);
    return text.length() <= 4 && MissingValue.is(text.toCharArray(), 0, text.length());
  }

  @Override
  public final double number(int row) {
    return missing[row] ? Double.NaN : DecimalNumber.parse(present(row));
  }

  @Override
  public final String text(int row) {
    return missing[row] ? "" : present(row);
  }
}
