package io.github.softjac.cost;

/// The parameter of a cost, as names show it.
final class Parameter {

  private Parameter() {}

  /// `2` for 2.0, `0.7` for 0.7: what [Double#parseDouble(String)] reads back.
  static String text(double value) {
    String text = Double.toString(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
