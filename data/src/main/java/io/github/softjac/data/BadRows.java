package io.github.softjac.data;

/// What becomes of a row that cannot be used.
public enum BadRows {
  /// It ends the reading.
  FAIL,
  /// It is left out, counted and listed.
  SKIP
}
