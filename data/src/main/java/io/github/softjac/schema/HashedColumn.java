package io.github.softjac.schema;

/// Words of a large set, hashed, one-hot: one feature a bucket that a training row had. Words of
/// one bucket are not told apart.
///
/// @param buckets those of the training rows
/// @param missingCategory whether a missing cell is a category of its own, the last one
public record HashedColumn(String name, Places buckets, boolean missingCategory) implements Column {

  /// Checks that there is something to tell apart.
  ///
  /// @throws IllegalArgumentException if there is no bucket
  public HashedColumn {
    if (buckets.size() == 0) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" has no buckets: there must be one or more");
    }
  }

  /// The place of a missing cell among the features of this column; −1: it has none.
  public int missingPlace() {
    return missingCategory ? buckets.size() : -1;
  }

  @Override
  public int features() {
    return buckets.size() + (missingCategory ? 1 : 0);
  }
}
