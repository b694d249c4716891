package io.github.softjac.source;

import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A matrix in one file, with the labels in a second one beside it: columns `x0`, `x1`, … and,
/// where there are labels, `label`.
final class MatrixSource implements Source {

  /// The name of the label column.
  static final String LABEL = "label";

  private static final String NO_LABELS =
      "; labels come from a file beside it, whose name has \"labels\" (or y for X), or from that of"
          + " --labels";

  private static final int CHUNK_NUMBERS = 1 << 17;

  /// Opens a file of numbers.
  @FunctionalInterface
  interface Opener {
    MatrixFile open(DataFile file) throws IOException, DataException;
  }

  private final DataFile features;
  private final @Nullable DataFile labels;
  private final Opener opener;

  MatrixSource(DataFile features, @Nullable DataFile labels, Opener opener) {
    this.features = features;
    this.labels = labels;
    this.opener = opener;
  }

  @Override
  public String name() {
    return features.name();
  }

  @Override
  public Chunks open() throws IOException, DataException {
    MatrixFile x = opener.open(features);
    try {
      @Nullable MatrixFile y = labels == null ? null : opener.open(labels);
      return new Open(x, y);
    } catch (IOException | DataException | RuntimeException e) {
      try (x) {
        throw e;
      }
    }
  }

  private final class Open implements Chunks {

    private final MatrixFile x;
    private final @Nullable MatrixFile y;
    private final Header header;
    private long read;

    Open(MatrixFile x, @Nullable MatrixFile y) throws IOException, DataException {
      this.x = x;
      this.y = y;
      if (y != null && labels != null && (y.columns() != 1 || y.rows() != x.rows())) {
        try (y) {
          throw new DataException(
              labels.name(),
              "%,d labels for the %,d rows of %s; allowed: one label a row"
                  .formatted(y.rows() * y.columns(), x.rows(), name()));
        }
      }
      List<String> names = new ArrayList<>();
      for (int column = 0; column < x.columns(); column++) {
        names.add("x" + column);
      }
      if (y != null) {
        names.add(LABEL);
      }
      header = new Header(name(), names, y == null ? NO_LABELS : "");
    }

    @Override
    public Header header() {
      return header;
    }

    @Override
    public @Nullable Chunk next() throws IOException, DataException {
      int width = x.columns();
      int rows = (int) Math.min(x.rows() - read, Math.max(1, CHUNK_NUMBERS / width));
      if (rows <= 0) {
        x.checkEnd();
        if (y != null) {
          y.checkEnd();
        }
        return null;
      }
      double[] numbers = new double[rows * width];
      x.read(numbers, rows);
      double[] classes = new double[y == null ? 0 : rows];
      if (y != null) {
        y.read(classes, rows);
      }
      read += rows;
      return () -> new MatrixRows(name(), header, numbers, classes, width, rows);
    }

    @Override
    public double progress() {
      return x.progress();
    }

    @Override
    public void close() throws IOException {
      try (x) {
        if (y != null) {
          y.close();
        }
      }
    }
  }
}
