package io.github.softjac.schema;

/// A column of the table that the classifier looks at, with what was learned about it from the
/// training rows.
public sealed interface Column
    permits NumericColumn, CategoricalColumn, HashedColumn, DateColumn, TextColumn, VectorColumn {

  /// The name in the header.
  String name();

  /// Whether most features of the column are 0 in every row.
  default boolean isSparse() {
    return this instanceof HashedColumn
        || this instanceof TextColumn
        || this instanceof VectorColumn;
  }

  /// How many features the column becomes.
  int features();
}
