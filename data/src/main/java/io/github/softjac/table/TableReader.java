package io.github.softjac.table;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.Chunk;
import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.SkippedRows;
import io.github.softjac.data.Source;
import io.github.softjac.text.TextTokens;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a training table.
///
/// The first rows tell which type each column probably has. One pass then reads all rows as these
/// types, and counts what the cells really are. Only where the first rows were wrong about a column
/// is there a second pass, with the types that all rows have. So the table depends on all rows, and
/// on nothing else.
public final class TableReader {

  private static final int SAMPLE = 5000;

  private final Source source;
  private final TableOptions options;

  /// A reader of this source.
  public TableReader(Source source, TableOptions options) {
    this.source = source;
    this.options = options;
  }

  /// Reads the table.
  ///
  /// @throws DataException if the source cannot be used; see [Rows], [ColumnProfile]; also if it
  ///   has no rows, a named column is missing, a label is missing or a weight is no weight, there
  ///   is one class only, or the source changes while it is read
  /// @throws IOException if reading fails
  public Table read() throws IOException, DataException {
    Map<String, ColumnType> asked = new HashMap<>(options.types());
    Map<String, ColumnType> tried = Map.of();
    for (int pass = 1; ; pass++) {
      SkippedRows skipped = new SkippedRows();
      TableBuilder table;
      try (Chunks chunks = source.open()) {
        ColumnRoles roles = roles(chunks);
        PeekedChunks all = PeekedChunks.of(chunks);
        if (pass == 1) {
          tried = sample(all.first(), roles);
        }
        table = pass(all, roles, asked, tried, skipped);
      }
      requireRows(table, skipped);
      Map<String, ColumnType> found = found(table, asked);
      if (found.equals(tried) && !becomesStrict(table, asked)) {
        return finished(table, skipped);
      }
      if (pass > 2) {
        throw new DataException(
            source.name(), "the source changed while it was read; allowed: a source at rest");
      }
      tried = found;
    }
  }

  /// Types by the first rows.
  private Map<String, ColumnType> sample(@Nullable Chunk chunk, ColumnRoles roles)
      throws IOException, DataException {
    List<ColumnBuffer> buffers = new ArrayList<>();
    for (int column : roles.features()) {
      buffers.add(new ColumnBuffer(column, roles.names().get(column), ColumnType.EMPTY));
    }
    if (chunk != null) {
      sample(chunk.rows(), buffers);
    }
    Map<String, ColumnType> types = new HashMap<>();
    for (ColumnBuffer buffer : buffers) {
      String name = buffer.profile().name();
      types.put(name, options.types().getOrDefault(name, buffer.profile().type()));
    }
    return types;
  }

  private static void sample(Rows rows, List<ColumnBuffer> buffers) throws IOException {
    TextTokens tokens = new TextTokens();
    while (rows.row() < SAMPLE) {
      try {
        if (!rows.next()) {
          return;
        }
        for (ColumnBuffer buffer : buffers) {
          buffer.add(rows, tokens);
        }
      } catch (DataException e) {
        if (!e.isOfOneRow()) {
          return; // the pass over all rows will come to it, and say where it is
        }
      }
    }
  }

  private ColumnRoles roles(Chunks chunks) throws DataException {
    return ColumnRoles.of(
        chunks.header(),
        options.label(),
        options.weight(),
        options.ignored(),
        options.types().keySet());
  }

  private TableBuilder pass(
      Chunks chunks,
      ColumnRoles roles,
      Map<String, ColumnType> asked,
      Map<String, ColumnType> tried,
      SkippedRows skipped)
      throws IOException, DataException {
    List<ColumnBuilder> columns = new ArrayList<>();
    int[] places = roles.features();
    boolean[] strict = new boolean[places.length];
    for (int i = 0; i < places.length; i++) {
      String name = roles.names().get(places[i]);
      ColumnType type = Objects.requireNonNull(tried.get(name), name);
      columns.add(new ColumnBuilder(places[i], name, type, options.memory()));
      strict[i] = asked.containsKey(name);
    }
    TableBuilder table = new TableBuilder(source.name(), roles, columns);
    options
        .work()
        .run(
            chunks,
            (ChunkWork.Work<ChunkCells>) rows -> new ChunkCells(rows, roles, columns, strict),
            table::append,
            skipped);
    return table;
  }

  private void requireRows(TableBuilder table, SkippedRows skipped) throws DataException {
    if (table.rows() == 0) {
      throw new DataException(
          source.name(),
          skipped.count() == 0
              ? "the file has a header and no rows; allowed: at least one row for each class"
              : "all %,d rows were skipped: %s; allowed: at least one row for each class"
                  .formatted(skipped.count(), skipped.summary()));
    }
  }

  private Map<String, ColumnType> found(TableBuilder table, Map<String, ColumnType> asked)
      throws DataException {
    Map<String, ColumnType> found = new HashMap<>();
    for (ColumnBuilder column : table.columns()) {
      ColumnProfile profile = column.profile();
      ColumnType type = asked.getOrDefault(profile.name(), profile.type());
      if (type == ColumnType.NUMERIC && profile.hasFault() && options.badRows() == BadRows.FAIL) {
        throw profile.fault(source.name());
      }
      boolean none = profile.type() == ColumnType.EMPTY || profile.type() == ColumnType.VECTOR;
      found.put(profile.name(), none ? profile.type() : type);
    }
    return found;
  }

  /// Where bad rows are skipped, a word in a column of numbers makes its row a bad one: the column
  /// is read again as if the user had asked for numbers.
  private static boolean becomesStrict(TableBuilder table, Map<String, ColumnType> asked) {
    boolean changed = false;
    for (ColumnBuilder column : table.columns()) {
      if (column.profile().hasFault() && !asked.containsKey(column.profile().name())) {
        asked.put(column.profile().name(), ColumnType.NUMERIC);
        changed = true;
      }
    }
    return changed;
  }

  private Table finished(TableBuilder table, SkippedRows skipped) throws DataException {
    List<String> classes = table.classes();
    if (classes.size() == 1) {
      throw new DataException(
          source.name(),
          "label column %s has one class only, %s; allowed: two or more"
              .formatted(Quoted.of(options.label()), Quoted.of(classes.getFirst())));
    }
    List<String> doubts = new ArrayList<>();
    for (ColumnBuilder column : table.columns()) {
      String doubt = column.profile().doubt(column.type());
      if (doubt != null) {
        doubts.add(doubt);
      }
    }
    return new Table(
        classes,
        table.labels(),
        options.weight() == null ? null : table.weights(),
        table.cells(),
        options.ignored(),
        doubts,
        skipped);
  }
}
