package io.github.softjac.table;

/// The cells of one column in memory.
public sealed interface TableColumn
    permits NumericCells,
        DateCells,
        CategoricalCells,
        HashedCells,
        TextCells,
        VectorCells,
        EmptyCells {

  /// The name in the header.
  String name();
}
