package io.github.softjac.cli;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// The name that a mistyped one most likely stands for.
final class Nearest {

  private Nearest() {}

  /// The candidate with the least edit distance to `typed`, or `null` if more than a third of its
  /// letters (and more than one) would have to change. Ties go to the first.
  static @Nullable String to(String typed, Collection<String> candidates) {
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int distance = distance(typed, candidate);
      int allowed = Math.max(1, Math.max(candidate.length(), typed.length()) / 3);
      if (distance <= allowed && distance < least) {
        least = distance;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /// Levenshtein's: insertions, deletions and replacements of a letter.
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] current = new int[to.length() + 1];
      current[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[to.length()];
  }
}
