package io.github.softjac.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names that say nothing.
final class Names {

  private static final List<String> VAGUE =
      List.of("util", "utils", "helper", "helpers", "common", "manager", "managers");

  /// The last word of a name in camel case: `Helper` in `RowHelper`.
  private static final Pattern BEFORE_LAST_WORD = Pattern.compile("^.*(?=[A-Z][a-z]*$)");

  private Names() {}

  /// Whether a part of the package, or the last word of the class, is one of them.
  static boolean isVague(JavaClass javaClass) {
    for (String part : javaClass.getPackageName().split("\\.", -1)) {
      if (VAGUE.contains(part)) {
        return true;
      }
    }
    String lastWord = BEFORE_LAST_WORD.matcher(javaClass.getSimpleName()).replaceFirst("");
    return VAGUE.contains(lastWord.toLowerCase(Locale.ROOT));
  }
}
