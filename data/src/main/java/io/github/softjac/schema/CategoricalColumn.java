package io.github.softjac.schema;

import java.util.Collections;
import java.util.List;

/// Words of a fixed set, one-hot: one feature a category, 1 where the cell holds it and else 0.
///
/// A word that no training row held has 0 in all features.
///
/// @param categories the words of the training rows, sorted (by UTF-16 code unit, as
///   [String#compareTo])
/// @param missingCategory whether a missing cell is a category of its own, the last one: it is if a
///   cell of the training rows was missing; else a missing cell has 0 in all features
public record CategoricalColumn(String name, List<String> categories, boolean missingCategory)
    implements Column {

  /// Copies the list and checks its order.
  ///
  /// @throws IllegalArgumentException if there is no category, they are not sorted, or one appears
  ///   twice
  public CategoricalColumn {
    categories = List.copyOf(categories);
    if (categories.isEmpty()) {
      throw new IllegalArgumentException(
          "column \"" + name + "\" has no categories: there must be one or more");
    }
    for (int i = 1; i < categories.size(); i++) {
      if (categories.get(i - 1).compareTo(categories.get(i)) >= 0) {
        throw new IllegalArgumentException(
            "categories of column \""
                + name
                + "\" hold \""
                + categories.get(i)
                + "\" after \""
                + categories.get(i - 1)
                + "\": they must be sorted, each once");
      }
    }
  }

  /// The place of the word among the features of this column, from 0; −1: it is not a category.
  public int place(String word) {
    return Math.max(-1, Collections.binarySearch(categories, word));
  }

  /// The place of a missing cell among the features of this column; −1: it has none.
  public int missingPlace() {
    return missingCategory ? categories.size() : -1;
  }

  @Override
  public int features() {
    return categories.size() + (missingCategory ? 1 : 0);
  }
}
