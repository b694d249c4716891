package io.github.softjac.classifier;

import io.github.softjac.data.SparseVector;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Values of Java as cells of a table.
final class CellValue {

  /// What [#of] takes, for messages.
  static final String ALLOWED =
      "a number, text, true or false, an enum constant, a date of java.time, float[] or double[] "
          + "for a vector, an Optional of these, or null";

  /// Integers below this are exact in double, and their text is the same from there.
  private static final long EXACT = 1_000_000_000_000_000L;

  private CellValue() {}

  /// The cell of a value: `null` (missing), a [Double], a [String] or a [SparseVector]; the value
  /// itself if it is of a type that no cell has.
  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Double _ -> value;
      case String _ -> value;
      case Float number -> (double) number;
      case Long number when Math.abs(number) >= EXACT || number == Long.MIN_VALUE ->
          number.toString();
      case Integer _, Long _, Short _, Byte _ -> ((Number) value).doubleValue();
      case Enum<?> constant -> constant.name();
      case ZonedDateTime time -> time.toOffsetDateTime().toString();
      case Number _, CharSequence _, Boolean _, Character _, TemporalAccessor _ -> value.toString();
      case Optional<?> optional -> of(optional.orElse(null));
      case float[] x -> vector(x);
      case double[] x -> vector(x);
      case Object other -> other;
    };
  }

  private static SparseVector vector(float[] x) {
    SparseVector vector = new SparseVector();
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        vector.add(i, x[i]);
      }
    }
    return vector;
  }

  private static SparseVector vector(double[] x) {
    float[] narrow = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      narrow[i] = (float) x[i];
    }
    return vector(narrow);
  }
}
