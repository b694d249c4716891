package io.github.softjac.bench.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// The numbers that everybody computes with. The inputs are floats in any case, so in double they
/// are the same numbers.
public enum ElementType {
  FLOAT(Float.BYTES),
  DOUBLE(Double.BYTES);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of one number.
  public int bytes() {
    return bytes;
  }

  /// As options say it: `float`, `double`.
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The type of this name.
  ///
  /// @throws IllegalArgumentException if the name is none of [#option()]
  public static ElementType ofOption(String name) {
    return Arrays.stream(values())
        .filter(type -> type.option().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "type is \"%s\": allowed are %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(ElementType::option)
                            .collect(Collectors.joining(", ")))));
  }

  /// The same numbers in double.
  public static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
