package io.github.softjac.cli;

import java.util.Iterator;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// An option whose value is one of a few names. A mistyped one is answered with the nearest.
abstract class OneOf<T> implements ITypeConverter<T>, Iterable<String> {

  private final String what;
  private final SortedMap<String, T> values = new TreeMap<>();

  /// @param what what the names name: "cost"
  OneOf(String what) {
    this.what = what;
  }

  final void add(String name, T value) {
    values.put(name, value);
  }

  @Override
  public T convert(String name) {
    T value = values.get(name);
    if (value != null) {
      return value;
    }
    throw unknown(name);
  }

  final TypeConversionException unknown(String name) {
    String nearest = Nearest.to(name, values.keySet());
    String suggestion = nearest == null ? "" : " (did you mean " + nearest + "?)";
    return new TypeConversionException(
        "there is no %s \"%s\"%s: allowed are %s"
            .formatted(what, name, suggestion, String.join(", ", values.keySet())));
  }

  /// The names, for help and completion.
  @Override
  public final Iterator<String> iterator() {
    return values.keySet().iterator();
  }
}
