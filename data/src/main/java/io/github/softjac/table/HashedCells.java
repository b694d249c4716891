package io.github.softjac.table;

/// Words by row, as buckets of their hashes.
public final class HashedCells implements TableColumn {

  private final String name;
  private final NumberPages buckets;

  HashedCells(String name, NumberPages buckets) {
    this.name = name;
    this.buckets = buckets;
  }

  @Override
  public String name() {
    return name;
  }

  /// The bucket of the row's word; −1 where it is missing.
  public int at(int row) {
    double bucket = buckets.at(row);
    return Double.isNaN(bucket) ? -1 : (int) bucket;
  }
}
