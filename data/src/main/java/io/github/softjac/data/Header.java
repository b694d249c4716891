package io.github.softjac.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of the columns of a table.
public final class Header {

  private final String source;
  private final List<String> names;
  private final Map<String, Integer> places;
  private final String hint;

  /// Checks the names.
  ///
  /// @param source what is read, for messages
  /// @throws DataException if a name is empty or appears twice
  public Header(String source, List<String> names) throws DataException {
    this(source, names, "");
  }

  /// The same, with a hint for who looks for a column that is not there.
  ///
  /// @param hint follows the names in the message; may be empty
  public Header(String source, List<String> names, String hint) throws DataException {
    this.source = source;
    this.hint = hint;
    this.names = List.copyOf(names);
    this.places = HashMap.newHashMap(names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        throw new DataException(
            source,
            "column %d of %d has no name in the header; allowed: a name for every column"
                .formatted(i + 1, names.size()));
      }
      Integer earlier = places.put(name, i);
      if (earlier != null) {
        throw new DataException(
            source,
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
        source,
        "there is no "
            + role
            + " "
            + Quoted.of(name)
            + (nearest == null ? "" : ", did you mean " + Quoted.of(nearest) + "?")
            + (nearest == null ? "; the file has " : " The file has ")
            + Quoted.list(names)
            + hint);
  }
}
