package io.github.softjac.data;

/// Hears how far the reading of a source is.
@FunctionalInterface
public interface ReadingListener {

  /// Hears nothing.
  ReadingListener NONE = (rows, share) -> {};

  /// Rows have been read.
  ///
  /// @param rows so many of the source so far
  /// @param share of the source that has been read, from 0 to 1; NaN: nobody knows
  void reading(long rows, double share);
}
