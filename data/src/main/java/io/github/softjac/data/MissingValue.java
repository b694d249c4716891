package io.github.softjac.data;

import java.util.Set;

/// The spellings of a missing value: an empty cell, `NA`, `N/A`, `NaN`, `nan`, `null`, `NULL`, `?`.
public final class MissingValue {

  private static final String[] SPELLINGS = {"NA", "N/A", "NaN", "nan", "null", "NULL", "?"};

  private static final Set<String> ALL = Set.of(SPELLINGS);

  private MissingValue() {}

  /// Whether the text stands for a missing value.
  public static boolean is(String text) {
    return text.isEmpty() || ALL.contains(text);
  }

  /// Whether `text[from .. to)` stands for a missing value.
  public static boolean is(char[] text, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return true;
    }
    for (String spelling : SPELLINGS) {
      if (spelling.length() == length && matches(spelling, text, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String spelling, char[] text, int from) {
    for (int i = 0; i < spelling.length(); i++) {
      if (spelling.charAt(i) != text[from + i]) {
        return false;
      }
    }
    return true;
  }
}
