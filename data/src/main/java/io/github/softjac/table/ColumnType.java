package io.github.softjac.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the cells of a column are taken for.
public enum ColumnType {
  /// Numbers.
  NUMERIC,
  /// Words of a small set.
  CATEGORICAL,
  /// Words of a large set, hashed.
  HASHED,
  /// Dates, or dates with a time.
  DATE,
  /// Free text.
  TEXT,
  /// Sparse vectors.
  VECTOR,
  /// Names of the rows themselves, from which nothing can be learned.
  IDENTIFIER,
  /// Nothing: no row has a value.
  EMPTY;

  /// The name on the command line.
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The names of the types that a user may ask for.
  public static List<String> options() {
    List<String> names = new ArrayList<>();
    for (ColumnType type : List.of(NUMERIC, CATEGORICAL, HASHED, DATE, TEXT)) {
      names.add(type.option());
    }
    return names;
  }

  /// The type of this name that a user may ask for; `null`: there is none.
  public static @Nullable ColumnType named(String name) {
    return options().contains(name) ? valueOf(name.toUpperCase(Locale.ROOT)) : null;
  }
}
