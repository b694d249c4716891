package io.github.softjac.schema;

/// A column of the table that the classifier looks at, with what was learned about it from the
/// training rows.
public sealed interface Column permits NumericColumn, CategoricalColumn {

  /// The name in the header.
  String name();

  /// How many features the column becomes.
  int features();
}
