package io.github.softjac.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Words and their numbers, from 0 in the order in which they came first.
final class Dictionary {

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /// The number of the word; a new one if it is new.
  int number(String word) {
    Integer known = numbers.putIfAbsent(word, words.size());
    if (known != null) {
      return known;
    }
    words.add(word);
    return words.size() - 1;
  }

  int size() {
    return words.size();
  }

  List<String> words() {
    return List.copyOf(words);
  }
}
