package io.github.softjac.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers on the command line, with commas between them: `1,-2.5,3e-2`; also `inf` and `-inf`.
final class NumberList {

  /// A plain decimal number: no hexadecimal one, no suffix `f`, no NaN.
  static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  private final double[] values;

  private NumberList(double[] values) {
    this.values = values;
  }

  /// The numbers; this list's own array.
  double[] values() {
    return values;
  }

  /// Reads a list. Every entry is named by its position where it is no number.
  static final class Converter implements ITypeConverter<NumberList> {

    @Override
    public NumberList convert(String text) {
      String[] entries = text.split(",", -1);
      double[] values = new double[entries.length];
      for (int i = 0; i < entries.length; i++) {
        values[i] = number(entries[i].strip(), i);
      }
      return new NumberList(values);
    }

    private static double number(String entry, int index) {
      return switch (entry) {
        case "inf", "+inf", "Infinity" -> Double.POSITIVE_INFINITY;
        case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
        case String decimal when DECIMAL.matcher(decimal).matches() -> Double.parseDouble(decimal);
        default ->
            throw new TypeConversionException(
                "entry "
                    + (index + 1)
                    + " is \""
                    + entry
                    + "\": allowed are decimal numbers with commas between them, such as 1,-2.5,3e-2");
      };
    }
  }
}
