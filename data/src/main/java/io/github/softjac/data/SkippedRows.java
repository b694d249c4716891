package io.github.softjac.data;

import io.github.softjac.data.DataException.Fault;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Rows that were left out as bad: how many, why, and the first of them.
public final class SkippedRows {

  /// How many are listed.
  public static final int LISTED = 20;

  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);
  private final List<String> first = new ArrayList<>();
  private long count;

  /// None.
  public SkippedRows() {}

  /// Counts a row.
  ///
  /// @throws IllegalArgumentException if the fault is not of one row
  public void add(DataException row) {
    Fault fault = row.fault();
    if (fault == null) {
      throw new IllegalArgumentException("a fault of the whole source is no skipped row");
    }
    counts.merge(fault, 1L, Long::sum);
    count++;
    if (first.size() < LISTED) {
      first.add(String.valueOf(row.getMessage()));
    }
  }

  /// Counts the rows of others, which come after these.
  public void addAll(SkippedRows others) {
    others.counts.forEach((fault, rows) -> counts.merge(fault, rows, Long::sum));
    count += others.count;
    for (String message : others.first) {
      if (first.size() < LISTED) {
        first.add(message);
      }
    }
  }

  /// How many rows.
  public long count() {
    return count;
  }

  /// How many by fault, those that there were.
  public Map<Fault, Long> counts() {
    return Map.copyOf(counts);
  }

  /// What was wrong with the first 20.
  public List<String> first() {
    return List.copyOf(first);
  }

  /// The counts in words: "2 wrong number of cells, 1 missing label".
  public String summary() {
    List<String> parts = new ArrayList<>();
    counts.forEach((fault, rows) -> parts.add("%,d %s".formatted(rows, fault.words())));
    return String.join(", ", parts);
  }
}
