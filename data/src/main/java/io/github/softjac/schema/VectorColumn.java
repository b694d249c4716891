package io.github.softjac.schema;

import java.util.Arrays;

/// Sparse vectors: one feature for each place at which a training row had a value, divided by the
/// largest absolute value there, so that zeros stay zeros.
public final class VectorColumn implements Column {

  /// Places of a vector: those that a LIBSVM file can name.
  public static final int PLACES = 1 << 24;

  private static final float FARTHEST = 1e6f;

  private final String name;
  private final Places indices;
  private final double[] largest;

  /// A column of vectors.
  ///
  /// @param indices at which training rows had values
  /// @param largest the largest absolute value at each
  /// @throws IllegalArgumentException if there is none, or not as many of both, or a largest value
  ///   is not finite and above 0
  public VectorColumn(String name, Places indices, double[] largest) {
    if (indices.size() == 0 || indices.size() != largest.length) {
      throw new IllegalArgumentException(
          "column \"%s\" has %d indices and %d largest values: there must be one or more, as many of both"
              .formatted(name, indices.size(), largest.length));
    }
    for (double value : largest) {
      if (!(value > 0) || !Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "largest value of column \"%s\" is %s: it must be finite and above 0"
                .formatted(name, value));
      }
    }
    this.name = name;
    this.indices = indices;
    this.largest = largest.clone();
  }

  @Override
  public String name() {
    return name;
  }

  /// The places that have features.
  public Places indices() {
    return indices;
  }

  /// The largest absolute value at each, as a copy.
  public double[] largest() {
    return largest.clone();
  }

  /// The feature of a value.
  public float scaled(int place, float value) {
    return Math.clamp((float) (value / largest[place]), -FARTHEST, FARTHEST);
  }

  @Override
  public int features() {
    return indices.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VectorColumn column
        && name.equals(column.name)
        && indices.equals(column.indices)
        && Arrays.equals(largest, column.largest);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + indices.hashCode();
  }

  @Override
  public String toString() {
    return "vector column \"%s\" of %d features".formatted(name, features());
  }
}
