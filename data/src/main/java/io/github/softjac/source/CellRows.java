package io.github.softjac.source;

import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.Header;
import io.github.softjac.data.MissingValue;
import io.github.softjac.data.NumberText;
import io.github.softjac.data.Rows;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Rows whose cells are objects: `null`, a [Double], a [Long], or anything else by its text.
abstract class CellRows extends Rows {

  /// The cells of the present row.
  protected final @Nullable Object[] cells;

  CellRows(String source, Header header) {
    super(source, header);
    cells = new @Nullable Object[header.names().size()];
  }

  /// Forgets the present row.
  protected final void clear() {
    Arrays.fill(cells, null);
  }

  @Override
  public final boolean isMissing(int column) {
    return switch (cells[column]) {
      case null -> true;
      case Double number -> Double.isNaN(number);
      case String text -> MissingValue.is(text);
      default -> false;
    };
  }

  @Override
  public final double number(int column) {
    return switch (cells[column]) {
      case null -> Double.NaN;
      case Double number -> Double.isInfinite(number) ? Double.NaN : number;
      case Long number -> number;
      case String text -> DecimalNumber.parse(text);
      case Object other -> DecimalNumber.parse(other.toString());
    };
  }

  @Override
  public final String text(int column) {
    return switch (cells[column]) {
      case null -> "";
      case Double number -> NumberText.of(number);
      case String text -> text.strip();
      case Object other -> other.toString().strip();
    };
  }
}
