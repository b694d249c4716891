package io.github.softjac.source;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of one column in a batch: copies, since the reader uses its arrays again.
interface ParquetColumn {

  boolean isMissing(int row);

  /// NaN where the cell holds none.
  double number(int row);

  String text(int row);

  /// As [io.github.softjac.data.Rows#numbers].
  default double @Nullable [] numbers() {
    return null;
  }

  static ParquetColumn of(ColumnSchema schema, ColumnReader reader) {
    int rows = reader.getRecordCount();
    boolean[] missing = missing(reader.getLeafValidity(), rows);
    LogicalType logical = schema.logicalType();
    return switch (schema.type()) {
      case FLOAT -> numbers(doubles(reader.getFloats(), rows), missing);
      case DOUBLE -> numbers(Arrays.copyOf(reader.getDoubles(), rows), missing);
      case INT32 ->
          logical instanceof LogicalType.DateType
              ? dates(longs(reader.getInts(), rows), 86_400, missing)
              : integers(longs(reader.getInts(), rows), logical, missing);
      case INT64 ->
          logical instanceof LogicalType.TimestampType type
              ? timestamps(Arrays.copyOf(reader.getLongs(), rows), type, missing)
              : integers(Arrays.copyOf(reader.getLongs(), rows), logical, missing);
      case BOOLEAN -> booleans(Arrays.copyOf(reader.getBooleans(), rows), missing);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> binary(schema, reader, rows, missing);
    };
  }

  private static boolean[] missing(Validity validity, int rows) {
    boolean[] missing = new boolean[rows];
    if (validity.hasNulls()) {
      for (int row = 0; row < rows; row++) {
        missing[row] = validity.isNull(row);
      }
    }
    return missing;
  }

  private static double[] doubles(float[] floats, int rows) {
    double[] doubles = new double[rows];
    for (int row = 0; row < rows; row++) {
      doubles[row] = floats[row];
    }
    return doubles;
  }

  private static long[] longs(int[] ints, int rows) {
    long[] longs = new long[rows];
    for (int row = 0; row < rows; row++) {
      longs[row] = ints[row];
    }
    return longs;
  }

  private static ParquetColumn integers(long[] values, LogicalType logical, boolean[] missing) {
    double[] numbers = new double[values.length];
    double scale = logical instanceof LogicalType.DecimalType type ? powerOfTen(type.scale()) : 1;
    for (int row = 0; row < values.length; row++) {
      numbers[row] = values[row] / scale;
    }
    return new Numbers(numbers, missing) {
      @Override
      public String text(int row) {
        return missing[row] ? "" : scale == 1 ? Long.toString(values[row]) : super.text(row);
      }
    };
  }

  private static ParquetColumn numbers(double[] values, boolean[] missing) {
    return new Numbers(values, missing);
  }

  private static double powerOfTen(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static ParquetColumn dates(long[] values, long seconds, boolean[] missing) {
    return new Words(missing) {
      @Override
      String value(int row) {
        return LocalDate.ofEpochDay(values[row] * seconds / 86_400).toString();
      }
    };
  }

  private static ParquetColumn timestamps(
      long[] values, LogicalType.TimestampType type, boolean[] missing) {
    long perSecond =
        switch (type.unit()) {
          case MILLIS -> 1_000;
          case MICROS -> 1_000_000;
          case NANOS -> 1_000_000_000;
        };
    return new Words(missing) {
      @Override
      String value(int row) {
        return Instant.ofEpochSecond(
                Math.floorDiv(values[row], perSecond),
                Math.floorMod(values[row], perSecond) * (1_000_000_000 / perSecond))
            .atOffset(ZoneOffset.UTC)
            .toLocalDateTime()
            .toString();
      }
    };
  }

  private static ParquetColumn booleans(boolean[] values, boolean[] missing) {
    return new Words(missing) {
      @Override
      String value(int row) {
        return Boolean.toString(values[row]);
      }
    };
  }

  private static ParquetColumn binary(
      ColumnSchema schema, ColumnReader reader, int rows, boolean[] missing) {
    byte[][] values = reader.getBinaries();
    if (schema.logicalType() instanceof LogicalType.DecimalType type) {
      double[] numbers = new double[rows];
      double scale = powerOfTen(type.scale());
      for (int row = 0; row < rows; row++) {
        numbers[row] = missing[row] ? 0 : new BigInteger(values[row]).doubleValue() / scale;
      }
      return new Numbers(numbers, missing);
    }
    boolean julian = schema.type() == PhysicalType.INT96;
    byte[][] copies = Arrays.copyOf(values, rows);
    return new Words(missing) {
      @Override
      String value(int row) {
        return julian
            ? Int96.text(copies[row])
            : new String(copies[row], StandardCharsets.UTF_8).strip();
      }
    };
  }
}
