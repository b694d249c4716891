package io.github.softjac.source;

import dev.hardwood.reader.Validity;
import io.github.softjac.data.NumberText;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A column of numbers, made of what the library gives by the thread that first asks for one.
class Numbers implements ParquetColumn {

  private final Supplier<double[]> maker;
  private double @Nullable [] values;

  /// @param maker gives the numbers by row, NaN where they are missing
  Numbers(Supplier<double[]> maker) {
    this.maker = maker;
  }

  /// Writes NaN where a cell is missing.
  ///
  /// @return the same array
  static double[] withMissing(double[] values, Validity validity) {
    if (validity.hasNulls()) {
      int rows = values.length;
      for (int row = validity.nextNull(0, rows); row >= 0; row = validity.nextNull(row + 1, rows)) {
        values[row] = Double.NaN;
      }
    }
    return values;
  }

  private double[] values() {
    double[] made = values;
    if (made == null) {
      made = maker.get();
      values = made;
    }
    return made;
  }

  @Override
  public boolean isMissing(int row) {
    return Double.isNaN(values()[row]);
  }

  @Override
  public double number(int row) {
    double value = values()[row];
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : NumberText.of(values()[row]);
  }

  @Override
  public double @Nullable [] numbers() {
    double[] numbers = values();
    for (double x : numbers) {
      if (Double.isInfinite(x)) {
        return null; // a word
      }
    }
    return numbers;
  }
}
