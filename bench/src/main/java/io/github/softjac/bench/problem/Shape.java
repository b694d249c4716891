package io.github.softjac.bench.problem;

/// `[rows × classes]`, row-major.
public record Shape(int rows, int classes) {

  public Shape {
    if (rows < 1 || classes < 1) {
      throw new IllegalArgumentException(
          "shape is %d x %d: rows and classes must be 1 or more".formatted(rows, classes));
    }
    Math.multiplyExact(rows, classes);
  }

  /// As many whole rows as make up `elements`, at least one.
  public static Shape ofElements(int elements, int classes) {
    return new Shape(Math.max(1, elements / classes), classes);
  }

  /// The shape of `ROWSxCLASSES`, for example `128x10`.
  ///
  /// @throws IllegalArgumentException if the text is anything else
  public static Shape parse(String text) {
    int cross = text.indexOf('x');
    try {
      return new Shape(
          Integer.parseInt(text.substring(0, Math.max(0, cross))),
          Integer.parseInt(text.substring(cross + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "shape is \"%s\": rows, an x and classes are needed, for example 128x10".formatted(text),
          e);
    }
  }

  public int elements() {
    return rows * classes;
  }

  @Override
  public String toString() {
    return rows + "x" + classes;
  }
}
