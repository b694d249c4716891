package io.github.softjac.source;

import io.github.softjac.data.NumberText;
import org.jspecify.annotations.Nullable;

/// A column of numbers.
class Numbers implements ParquetColumn {

  private final double[] values;
  private final boolean[] missing;

  Numbers(double[] values, boolean[] missing) {
    this.values = values;
    this.missing = missing;
  }

  @Override
  public boolean isMissing(int row) {
    return missing[row] || Double.isNaN(values[row]);
  }

  @Override
  public double number(int row) {
    return missing[row] || Double.isInfinite(values[row]) ? Double.NaN : values[row];
  }

  @Override
  public String text(int row) {
    return isMissing(row) ? "" : NumberText.of(values[row]);
  }

  @Override
  public double @Nullable [] numbers() {
    double[] numbers = values;
    boolean copied = false;
    for (int row = 0; row < values.length; row++) {
      if (missing[row]) {
        if (!copied) {
          numbers = values.clone();
          copied = true;
        }
        numbers[row] = Double.NaN;
      } else if (Double.isInfinite(values[row])) {
        return null; // a word
      }
    }
    return numbers;
  }
}
