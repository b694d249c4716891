package io.github.softjac.table;

import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.LabelCell;
import io.github.softjac.data.Rows;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.text.TextTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is in a source, before anything is learned from it.
///
/// @param rows that can be used
/// @param columns all of them, in the order of the source
/// @param classes rows by value of the label, in the order of the classes; empty without a label
/// @param tellers how columns alone tell the class of every row, by name: those that do
/// @param skipped rows that were left out as bad
public record DataProfile(
    long rows,
    List<ColumnProfile> columns,
    Map<String, Long> classes,
    Map<String, String> tellers,
    SkippedRows skipped) {

  /// Looks at all rows.
  ///
  /// @param label the label column; `null`: none
  /// @throws DataException if the source cannot be read, or there is no such column
  public static DataProfile of(Source source, @Nullable String label, ChunkWork work)
      throws IOException, DataException {
    try (Chunks chunks = source.open()) {
      Header header = chunks.header();
      int place = label == null ? -1 : header.place(label, "label column");
      List<ColumnProfile> columns = new ArrayList<>();
      List<ClassTeller> tellers = new ArrayList<>();
      for (String name : header.names()) {
        columns.add(new ColumnProfile(columns.size(), name));
        tellers.add(new ClassTeller());
      }
      Map<String, Long> counts = new HashMap<>();
      SkippedRows skipped = new SkippedRows();
      long rows =
          work.run(
              chunks,
              (ChunkWork.Work<Part>) at -> new Part(at, place),
              (part, where) -> {
                for (int i = 0; i < columns.size(); i++) {
                  columns
                      .get(i)
                      .addAll(part.columns[i].profile(), where.fileRows(), where.fileLines());
                  tellers.get(i).addAll(part.tellers[i]);
                }
                part.counts.forEach((name, more) -> counts.merge(name, more, Long::sum));
              },
              skipped);
      Map<String, Long> classes = new LinkedHashMap<>();
      for (String name : ClassOrder.sorted(List.copyOf(counts.keySet()))) {
        classes.put(name, counts.getOrDefault(name, 0L));
      }
      return new DataProfile(
          rows - skipped.count(), columns, classes, how(columns, tellers, place), skipped);
    }
  }

  private static Map<String, String> how(
      List<ColumnProfile> columns, List<ClassTeller> tellers, int label) {
    Map<String, String> how = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      @Nullable String found = i == label ? null : tellers.get(i).how(columns.get(i).type());
      if (found != null) {
        how.put(columns.get(i).name(), found);
      }
    }
    return how;
  }

  /// The profile of a chunk.
  private static final class Part implements ChunkWork.Worker<Part> {

    private final Rows at;
    private final int label;
    private final ColumnBuffer[] columns;
    private final ClassTeller[] tellers;
    private final TextTokens tokens = new TextTokens();
    private final Map<String, Long> counts = new HashMap<>();

    Part(Rows at, int label) {
      this.at = at;
      this.label = label;
      this.columns = new ColumnBuffer[at.header().names().size()];
      this.tellers = new ClassTeller[columns.length];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = new ColumnBuffer(i, at.header().names().get(i), ColumnType.EMPTY);
        tellers[i] = new ClassTeller();
      }
    }

    @Override
    public void row() throws DataException {
      if (label >= 0) {
        String name = LabelCell.read(at, label);
        counts.merge(name, 1L, Long::sum);
        for (int i = 0; i < tellers.length; i++) {
          if (i != label) {
            tellers[i].add(at, i, name);
          }
        }
      }
      for (ColumnBuffer column : columns) {
        column.add(at, tokens);
      }
    }

    @Override
    public Part result() {
      return this;
    }
  }
}
