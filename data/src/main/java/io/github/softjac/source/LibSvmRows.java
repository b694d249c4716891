package io.github.softjac.source;

import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.DecimalNumber;
import io.github.softjac.data.Header;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import io.github.softjac.data.SparseVector;
import org.jspecify.annotations.Nullable;

/// The rows of a chunk in LIBSVM format. What follows `#` in a line is a comment; `qid:` is
/// skipped.
final class LibSvmRows extends Rows {

  private static final int LABEL = 0;

  /// As many features as there may be: more would make weights that no memory holds.
  static final int MOST_FEATURES = 1 << 24;

  private final TextChunk chunk;
  private final Lines lines;
  private final SparseVector vector = new SparseVector();
  private String label = "";
  private long row;

  LibSvmRows(String source, Header header, TextChunk chunk) {
    super(source, header);
    this.chunk = chunk;
    this.lines = new Lines(source, chunk);
  }

  @Override
  public boolean next() throws DataException {
    String line = nextUncommented();
    if (line.isEmpty()) {
      return false;
    }
    row++;
    vector.clear();
    int end = endOfToken(line, 0);
    label = line.substring(0, end);
    if (label.indexOf(':') >= 0) {
      throw badRow(
          Fault.MISSING_LABEL,
          "the line begins with %s, not with a label; allowed: label index:value …"
              .formatted(Quoted.of(label)));
    }
    int previous = 0;
    for (int at = startOfToken(line, end); at < line.length(); at = startOfToken(line, end)) {
      end = endOfToken(line, at);
      if (!line.startsWith("qid:", at)) {
        previous = entry(line, at, end, previous);
      }
    }
    return true;
  }

  private String nextUncommented() throws DataException {
    String line = lines.next();
    while (line.startsWith("#")) {
      line = lines.next();
    }
    int comment = line.indexOf('#');
    return comment < 0 ? line : line.substring(0, comment).strip();
  }

  private int entry(String line, int at, int end, int previous) throws DataException {
    int colon = line.indexOf(':', at);
    int index = colon < 0 || colon >= end ? -1 : index(line, at, colon);
    double value = index < 0 ? Double.NaN : number(line, colon + 1, end);
    if (index < 0 || Double.isNaN(value) || Math.abs(value) > Float.MAX_VALUE) {
      throw badRow(
          Fault.MALFORMED,
          "%s is no entry; allowed: index:value, a whole number from 1 to %,d and a finite float"
              .formatted(Quoted.of(line.substring(at, end)), MOST_FEATURES));
    }
    if (index == 0) {
      throw badRow(
          Fault.MALFORMED,
          "index 0 in %s; allowed: indices from 1".formatted(Quoted.of(line.substring(at, end))));
    }
    if (index <= previous) {
      throw badRow(
          Fault.MALFORMED,
          "index %,d after index %,d; allowed: ascending indices, each once"
              .formatted(index, previous));
    }
    if (value != 0) {
      vector.add(index - 1, (float) value);
    }
    return index;
  }

  private static int index(String line, int from, int to) {
    int index = 0;
    for (int i = from; i < to; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9' || index > MOST_FEATURES) {
        return -1;
      }
      index = 10 * index + (c - '0');
    }
    return from == to || index > MOST_FEATURES ? -1 : index;
  }

  private static double number(String line, int from, int to) {
    return DecimalNumber.parse(line.substring(from, to));
  }

  private static int startOfToken(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static int endOfToken(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) > ' ') {
      at++;
    }
    return at;
  }

  @Override
  public long row() {
    return row;
  }

  @Override
  public long line() {
    return lines.line();
  }

  @Override
  public long lines() {
    return chunk.lines();
  }

  @Override
  public boolean isMissing(int column) {
    return false;
  }

  @Override
  public double number(int column) {
    return column == LABEL ? DecimalNumber.parse(label) : Double.NaN;
  }

  @Override
  public String text(int column) {
    return column == LABEL ? label : "";
  }

  @Override
  public @Nullable SparseVector vector(int column) {
    return column == LABEL ? null : vector;
  }
}
