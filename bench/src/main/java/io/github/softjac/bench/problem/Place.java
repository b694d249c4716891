package io.github.softjac.bench.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How much is asked for in one call, and so where it lies.
public enum Place {
  /// 64 KB a tensor, or one row where that is longer.
  IN_CACHE("in cache", 1 << 14),
  /// 256 MB a tensor.
  OUT_OF_CACHE("out of cache", 1 << 26),
  /// A single row: at few classes this is the cost of the call itself.
  ONE_ROW("one row a call", 1);

  private final String title;
  private final int elements;

  Place(String title, int elements) {
    this.title = title;
    this.elements = elements;
  }

  /// As headings say it.
  public String title() {
    return title;
  }

  /// As options say it: `in-cache`, `out-of-cache`, `one-row`.
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The shape to measure there.
  ///
  /// @param shrunk a quarter of the memory out of cache, for short runs
  public Shape shape(int classes, boolean shrunk) {
    return Shape.ofElements(shrunk && this == OUT_OF_CACHE ? elements / 4 : elements, classes);
  }

  /// The place of this name.
  ///
  /// @throws IllegalArgumentException if the name is none of [#option()]
  public static Place ofOption(String name) {
    return Arrays.stream(values())
        .filter(place -> place.option().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "place is \"%s\": allowed are %s"
                    .formatted(
                        name,
                        Arrays.stream(values())
                            .map(Place::option)
                            .collect(Collectors.joining(", ")))));
  }
}
