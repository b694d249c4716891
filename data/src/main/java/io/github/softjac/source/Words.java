package io.github.softjac.source;

import dev.hardwood.reader.Validity;
import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.MissingValue;

/// A column of text.
abstract class Words implements ParquetColumn {

  private final Validity validity;
  private int presentRow = -1;
  private String present = "";

  Words(Validity validity) {
    this.validity = validity;
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
    return validity.isNull(row) || MissingValue.is(present(row));
  }

  @Override
  public final double number(int row) {
    return validity.isNull(row) ? Double.NaN : DecimalNumber.parse(present(row));
  }

  @Override
  public final String text(int row) {
    return validity.isNull(row) ? "" : present(row);
  }
}
