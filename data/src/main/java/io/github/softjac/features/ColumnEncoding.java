package io.github.softjac.features;

import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.DateColumn;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.schema.VectorColumn;
import io.github.softjac.text.TextTokens;
import java.time.LocalDate;
import java.util.function.IntUnaryOperator;

/// The features of one cell, written from place `at` on: the same for tables in memory and for rows
/// that pass by.
final class ColumnEncoding {

  private static final double SECONDS_PER_DAY = 86_400;
  private static final double DAYS_PER_YEAR = 365.25;
  private static final int FIRST_WEEKDAY = 3;
  private static final int TIME = 10;

  private ColumnEncoding() {}

  /// @param x NaN: missing
  static void number(NumericColumn column, double x, int at, FeatureSink sink) {
    if (!Double.isNaN(x)) {
      sink.add(at, column.scaled(x));
    } else if (column.missingIndicator()) {
      sink.add(at + 1, 1);
    }
  }

  /// @param place among the features of the column; −1: none
  static void category(int place, int at, FeatureSink sink) {
    if (place >= 0) {
      sink.add(at + place, 1);
    }
  }

  /// The place of a word among the features of a column.
  static int place(CategoricalColumn column, boolean missing, String word) {
    return missing ? column.missingPlace() : column.place(word);
  }

  /// The place of a bucket among the features of a column.
  static int place(HashedColumn column, boolean missing, int bucket) {
    return missing ? column.missingPlace() : column.buckets().of(bucket);
  }

  /// @param seconds since 1970; NaN: missing
  static void date(DateColumn column, double seconds, int at, FeatureSink sink) {
    if (Double.isNaN(seconds)) {
      if (column.missingIndicator()) {
        sink.add(at + column.features() - 1, 1);
      }
      return;
    }
    double days = seconds / SECONDS_PER_DAY;
    double day = Math.floor(days);
    double year = 2 * Math.PI * (dayOfYear((long) day) / DAYS_PER_YEAR);
    sink.add(at, column.scaled(days));
    sink.add(at + 1, (float) StrictMath.sin(year));
    sink.add(at + 2, (float) StrictMath.cos(year));
    // 1 January 1970 was a Thursday, the fourth day of the week.
    sink.add(at + FIRST_WEEKDAY + (int) Math.floorMod((long) day + 3, 7L), 1);
    if (column.time()) {
      double time = 2 * Math.PI * (days - day);
      sink.add(at + TIME, (float) StrictMath.sin(time));
      sink.add(at + TIME + 1, (float) StrictMath.cos(time));
    }
  }

  private static int dayOfYear(long day) {
    return LocalDate.ofEpochDay(day).getDayOfYear() - 1;
  }

  /// @param size how many tokens
  /// @param token the packed token of a place, by ascending bucket
  static void text(TextColumn column, int size, IntUnaryOperator token, int at, FeatureSink sink) {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      int place = column.buckets().of(TextTokens.bucket(token.applyAsInt(i)));
      if (place >= 0) {
        double weight = column.weight(place, TextTokens.count(token.applyAsInt(i)));
        squares += weight * weight;
      }
    }
    if (squares == 0) {
      return;
    }
    double scale = column.norm() / Math.sqrt(squares);
    for (int i = 0; i < size; i++) {
      int place = column.buckets().of(TextTokens.bucket(token.applyAsInt(i)));
      if (place >= 0) {
        double weight = column.weight(place, TextTokens.count(token.applyAsInt(i)));
        sink.add(at + place, (float) (scale * weight));
      }
    }
  }

  /// An entry of a sparse vector.
  static void entry(VectorColumn column, int index, float value, int at, FeatureSink sink) {
    int place = column.indices().of(index);
    if (place >= 0) {
      sink.add(at + place, column.scaled(place, value));
    }
  }
}
