package io.github.softjac.cost;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The catalogue: every cost by the name that the command line and the model file give it.
public final class Costs {

  private static final SortedMap<String, Cost> BY_NAME =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "cross-entropy", new CrossEntropy(),
                  "squared-error", new SquaredError())));

  private Costs() {}

  /// All names, sorted.
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /// The cost of this name.
  ///
  /// @throws IllegalArgumentException if there is no cost of this name; the message lists all names
  public static Cost named(String name) {
    Cost cost = BY_NAME.get(name);
    if (cost == null) {
      throw new IllegalArgumentException(
          "unknown cost \"" + name + "\": allowed are " + String.join(", ", BY_NAME.keySet()));
    }
    return cost;
  }
}
