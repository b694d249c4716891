package io.github.softjac.table;

import io.github.softjac.data.DecimalNumber;
import java.util.Comparator;
import java.util.List;

/// The order of classes: by number if all of them are numbers, and else as text.
final class ClassOrder {

  private ClassOrder() {}

  /// The classes in order.
  static List<String> sorted(List<String> classes) {
    Comparator<String> order = Comparator.naturalOrder();
    if (classes.stream().noneMatch(name -> Double.isNaN(DecimalNumber.parse(name)))) {
      order =
          Comparator.comparingDouble((String name) -> DecimalNumber.parse(name))
              .thenComparing(order);
    }
    return classes.stream().sorted(order).toList();
  }
}
