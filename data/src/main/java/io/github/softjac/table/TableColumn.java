package io.github.softjac.table;

/// The cells of one column in memory.
public sealed interface TableColumn permits NumericCells, CategoricalCells, EmptyCells {

  /// The name in the header.
  String name();
}
