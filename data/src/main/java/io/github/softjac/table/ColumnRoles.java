package io.github.softjac.table;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What each column of a table is there for.
public final class ColumnRoles {

  private enum Role {
    FEATURE,
    LABEL,
    WEIGHT,
    IGNORED
  }

  private final Header header;
  private final Role[] roles;
  private final int label;
  private final int weight;

  private ColumnRoles(Header header, Role[] roles, int label, int weight) {
    this.header = header;
    this.roles = roles;
    this.label = label;
    this.weight = weight;
  }

  /// Finds the named columns in the header; all others are for features.
  ///
  /// @throws DataException if there is no column of one of the names
  public static ColumnRoles of(
      Header header,
      String label,
      @Nullable String weight,
      List<String> ignored,
      Collection<String> typed)
      throws DataException {
    Role[] roles = new Role[header.names().size()];
    Arrays.fill(roles, Role.FEATURE);
    int labelPlace = header.place(label, "label column");
    roles[labelPlace] = Role.LABEL;
    int weightPlace = -1;
    if (weight != null) {
      weightPlace = header.place(weight, "weight column");
      roles[weightPlace] = Role.WEIGHT;
    }
    for (String name : ignored) {
      roles[header.place(name, "column to ignore")] = Role.IGNORED;
    }
    for (String name : typed) {
      header.place(name, "column to give a type");
    }
    return new ColumnRoles(header, roles, labelPlace, weightPlace);
  }

  /// The names of all columns.
  public List<String> names() {
    return header.names();
  }

  /// The place of the label column, from 0.
  public int label() {
    return label;
  }

  /// The place of the weight column, from 0; −1: there is none.
  public int weight() {
    return weight;
  }

  /// The places of the columns to learn from.
  public int[] features() {
    return IntStream.range(0, roles.length).filter(this::isFeature).toArray();
  }

  /// Whether the column at this place is there to learn from.
  public boolean isFeature(int column) {
    return roles[column] == Role.FEATURE;
  }

  /// Whether the user asked to leave the column at this place aside.
  public boolean isIgnored(int column) {
    return roles[column] == Role.IGNORED;
  }
}
