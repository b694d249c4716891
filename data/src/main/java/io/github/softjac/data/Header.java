package io.github.softjac.data;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the columns of a table.
public final class Header {

  private final Path file;
  private final List<String> names;
  private final Map<String, Integer> places;

  /// Checks the names.
  ///
  /// @throws DataException if a name is empty or appears twice, or if the columns are evidently
  ///   separated by something else than commas
  Header(Path file, List<String> names) throws DataException {
    this.file = file;
    this.names = List.copyOf(names);
    this.places = HashMap.newHashMap(names.size());
    if (names.size() == 1 && names.getFirst().matches(".*[;\t|].*")) {
      throw new DataException(
          file,
          "the header is one column, "
              + Quoted.of(names.getFirst())
              + "; allowed: columns separated by commas");
    }
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw new DataException(
            file,
            "column %d of %d has no name in the header; allowed: a name for every column"
                .formatted(i + 1, names.size()));
      }
      Integer earlier = places.put(name, i);
      if (earlier != null) {
        throw new DataException(
            file,
            "columns %d and %d are both named %s in the header; allowed: each name once"
                .formatted(earlier + 1, i + 1, Quoted.of(name)));
      }
    }
  }

  /// The names in the order of the file.
  public List<String> names() {
    return names;
  }

  /// Whether there is a column of this name.
  public boolean has(String name) {
    return places.containsKey(name);
  }

  /// The place of the column of this name, from 0.
  ///
  /// @param role what the column is wanted for, as in "label column"
  /// @throws DataException if there is none; the message suggests the nearest name
  public int place(String name, String role) throws DataException {
    Integer place = places.get(name);
    if (place != null) {
      return place;
    }
    @Nullable String nearest = NearestName.of(name, names);
    throw new DataException(
        file,
        "there is no "
            + role
            + " "
            + Quoted.of(name)
            + (nearest == null ? "" : ", did you mean " + Quoted.of(nearest) + "?")
            + (nearest == null ? "; the file has " : " The file has ")
            + Quoted.list(names));
  }
}
