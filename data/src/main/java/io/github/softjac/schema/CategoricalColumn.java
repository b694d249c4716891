package io.github.softjac.schema;

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
  /// @throws IllegalArgumentException if the categories are not sorted, or one appears twice
  public CategoricalColumn {
    categories = List.copyOf(categories);
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

  @Override
  public int features() {
    return categories.size() + (missingCategory ? 1 : 0);
  }
}
