package io.github.softjac.cost;

/// The arrays of one row: all are as long as its logits.
final class RowArrays {

  private RowArrays() {}

  /// Checks the arrays of `logitGradient`.
  ///
  /// @throws IllegalArgumentException if one is not as long as `z`
  static void check(int classes, int t, int y, int dz) {
    check("t", t, classes);
    check("y", y, classes);
    check("dz", dz, classes);
  }

  static void check(String name, int found, int classes) {
    if (found != classes) {
      throw new IllegalArgumentException(
          "%s has %d elements: z has %d, and both need one a class"
              .formatted(name, found, classes));
    }
  }
}
