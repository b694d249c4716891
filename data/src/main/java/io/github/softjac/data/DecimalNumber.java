package io.github.softjac.data;

/// Decimal numbers as tables hold them: an optional sign, digits with an optional point, an
/// optional exponent. Not among them: hexadecimal, type suffixes (`1f`), infinities, digit
/// grouping.
public final class DecimalNumber {

  /// Powers of ten that a double holds exactly.
  private static final double[] EXACT_POWERS = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = power;
      power *= 10;
    }
  }

  private static final long LARGEST_EXACT = 1L << 53;
  private static final long ROOM_FOR_A_DIGIT = (Long.MAX_VALUE - 9) / 10;

  /// So many characters hold no mantissa that a long does not, nor more decimals than there are
  /// exact powers.
  private static final int MOST_PLAIN = 18;

  private static final int EXPONENT_LIMIT = 100_000;

  private DecimalNumber() {}

  /// The double nearest to the number in the text; NaN if there is none.
  public static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /// The double nearest to the number in `text[from .. to)`; NaN if there is no number, or if it is
  /// beyond the largest double.
  ///
  /// Short numbers are the quotient or product of two exact doubles and so correctly rounded
  /// (Clinger, How to read floating point numbers accurately, 1990); the JDK does the others.
  public static double parse(char[] text, int from, int to) {
    double plain = to - from <= MOST_PLAIN ? plain(text, from, to) : Double.NaN;
    return Double.isNaN(plain) ? any(text, from, to) : plain;
  }

  /// The same of a number of few digits without an exponent, as most are; NaN: it is another one,
  /// or none.
  private static double plain(char[] text, int from, int to) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    if (negative) {
      i++;
    }
    long mantissa = 0;
    int digits = 0;
    for (; i < to && isDigit(text[i]); i++, digits++) {
      mantissa = mantissa * 10 + (text[i] - '0');
    }
    int decimals = 0;
    if (i < to && text[i] == '.') {
      i++;
      for (; i < to && isDigit(text[i]); i++, decimals++) {
        mantissa = mantissa * 10 + (text[i] - '0');
      }
    }
    if (i < to || digits + decimals == 0 || mantissa > LARGEST_EXACT) {
      return Double.NaN;
    }
    double value = mantissa / EXACT_POWERS[decimals];
    return negative ? -value : value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static double any(char[] text, int from, int to) {
    int i = from;
    boolean negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    long mantissa = 0;
    boolean exact = true;
    int digits = 0;
    int exponent = 0;
    boolean fraction = false;
    for (; i < to; i++) {
      char c = text[i];
      if (c == '.' && !fraction) {
        fraction = true;
      } else if (c >= '0' && c <= '9') {
        digits++;
        if (mantissa > ROOM_FOR_A_DIGIT) {
          exact = false;
        } else {
          mantissa = mantissa * 10 + (c - '0');
          exponent -= fraction ? 1 : 0;
        }
      } else {
        break;
      }
    }
    if (digits == 0) {
      return Double.NaN;
    }
    if (i < to) {
      int written = exponent(text, i, to);
      if (written == Integer.MIN_VALUE) {
        return Double.NaN;
      }
      exponent += written;
    }
    double value;
    if (exact && mantissa <= LARGEST_EXACT && Math.abs(exponent) < EXACT_POWERS.length) {
      value = exponent < 0 ? mantissa / EXACT_POWERS[-exponent] : mantissa * EXACT_POWERS[exponent];
      return negative ? -value : value;
    }
    value = Double.parseDouble(new String(text, from, to - from));
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// The exponent `e±digits` in `text[from .. to)`, kept within ±100,000; `Integer.MIN_VALUE` if
  /// there is none.
  private static int exponent(char[] text, int from, int to) {
    int i = from;
    if (text[i] != 'e' && text[i] != 'E') {
      return Integer.MIN_VALUE;
    }
    i++;
    boolean negative = i < to && text[i] == '-';
    if (negative || (i < to && text[i] == '+')) {
      i++;
    }
    if (i == to) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return Integer.MIN_VALUE;
      }
      exponent = Math.min(exponent * 10 + (text[i] - '0'), EXPONENT_LIMIT);
    }
    return negative ? -exponent : exponent;
  }
}
