package io.github.softjac.source;

import dev.hardwood.metadata.LogicalType;
import dev.hardwood.metadata.PhysicalType;
import dev.hardwood.reader.ColumnReader;
import dev.hardwood.reader.Validity;
import dev.hardwood.schema.ColumnSchema;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The cells of one column in a batch. The library gives each batch arrays of its own and leaves
/// them to the caller: they are taken as they are, and looked at by whoever reads the rows.
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
    Validity validity = reader.getLeafValidity();
    LogicalType logical = schema.logicalType();
    return switch (schema.type()) {
      case FLOAT -> floats(reader.getFloats(), rows, validity);
      case DOUBLE -> doubles(reader.getDoubles(), rows, validity);
      case INT32 ->
          logical instanceof LogicalType.DateType
              ? dates(reader.getInts(), validity)
              : integers(reader.getInts(), rows, scale(logical), validity);
      case INT64 ->
          logical instanceof LogicalType.TimestampType type
              ? timestamps(reader.getLongs(), type, validity)
              : integers(reader.getLongs(), rows, scale(logical), validity);
      case BOOLEAN -> booleans(reader.getBooleans(), validity);
      case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY, INT96 -> binary(schema, reader, rows, validity);
    };
  }

  private static ParquetColumn doubles(double[] values, int rows, Validity validity) {
    return new Numbers(() ->
        Numbers.withMissing(
            values.length == rows ? values : Arrays.copyOf(values, rows), validity));
  }

  private static ParquetColumn floats(float[] values, int rows, Validity validity) {
    return new Numbers(() -> {
      double[] numbers = new double[rows];
      for (int row = 0; row < rows; row++) {
        numbers[row] = values[row];
      }
      return Numbers.withMissing(numbers, validity);
    });
  }

  private static ParquetColumn integers(int[] values, int rows, double scale, Validity validity) {
    return new Numbers(() -> {
      double[] numbers = new double[rows];
      for (int row = 0; row < rows; row++) {
        numbers[row] = values[row] / scale;
      }
      return Numbers.withMissing(numbers, validity);
    });
  }

  private static ParquetColumn integers(long[] values, int rows, double scale, Validity validity) {
    return new Numbers(
        () -> {
          double[] numbers = new double[rows];
          for (int row = 0; row < rows; row++) {
            numbers[row] = values[row] / scale;
          }
          return Numbers.withMissing(numbers, validity);
        }) {
      @Override
      public String text(int row) {
        boolean exact = scale == 1 && !isMissing(row);
        return exact ? Long.toString(values[row]) : super.text(row);
      }
    };
  }

  /// What integers are divided by: a power of ten for decimals.
  private static double scale(@Nullable LogicalType logical) {
    return logical instanceof LogicalType.DecimalType type ? powerOfTen(type.scale()) : 1;
  }

  private static double powerOfTen(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }

  private static ParquetColumn dates(int[] values, Validity validity) {
    return new Words(validity) {
      @Override
      String value(int row) {
        return LocalDate.ofEpochDay(values[row]).toString();
      }
    };
  }

  private static ParquetColumn timestamps(
      long[] values, LogicalType.TimestampType type, Validity validity) {
    long perSecond =
        switch (type.unit()) {
          case MILLIS -> 1_000;
          case MICROS -> 1_000_000;
          case NANOS -> 1_000_000_000;
        };
    return new Words(validity) {
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

  private static ParquetColumn booleans(boolean[] values, Validity validity) {
    return new Words(validity) {
      @Override
      String value(int row) {
        return Boolean.toString(values[row]);
      }
    };
  }

  private static ParquetColumn binary(
      ColumnSchema schema, ColumnReader reader, int rows, Validity validity) {
    if (schema.logicalType() instanceof LogicalType.DecimalType type) {
      return decimals(reader.getBinaries(), rows, powerOfTen(type.scale()), validity);
    }
    if (schema.type() == PhysicalType.INT96) {
      byte[][] values = reader.getBinaries();
      return new Words(validity) {
        @Override
        String value(int row) {
          return Int96.text(values[row]);
        }
      };
    }
    return new BinaryWords(reader.getBinaryValues(), reader.getBinaryOffsets(), validity);
  }

  /// At once: bytes that are no number are found while the batch is looked at.
  private static ParquetColumn decimals(
      byte[][] values, int rows, double scale, Validity validity) {
    double[] numbers = new double[rows];
    for (int row = 0; row < rows; row++) {
      numbers[row] =
          validity.isNull(row) ? Double.NaN : new BigInteger(values[row]).doubleValue() / scale;
    }
    return new Numbers(() -> numbers);
  }
}
