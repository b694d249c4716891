package io.github.softjac.data;

/// Numbers as a table of text would hold them.
public final class NumberText {

  private NumberText() {}

  /// The shortest text that is this number: 5, not 5.0.
  public static String of(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
