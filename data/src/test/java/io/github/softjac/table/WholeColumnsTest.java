package io.github.softjac.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.Chunk;
import io.github.softjac.data.Chunks;
import io.github.softjac.data.DataException;
import io.github.softjac.data.Header;
import io.github.softjac.data.Rows;
import io.github.softjac.data.Source;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A source that has columns of numbers as a whole makes the same table as one that gives cells.
class WholeColumnsTest {

  private static final int CHUNK = 700;

  /// Chunks of so many rows may become pages as they are.
  private static final int PAGE = 16_384;

  @ParameterizedTest
  @CsvSource({"700,true", "700,false", "16384,true", "16384,false", "20000,false"})
  void tableIsTheSame(int chunk, boolean missingLabels) throws Exception {
    Table byCell = read(new Numbers(50_000, chunk, missingLabels, false), 1);
    for (int threads = 1; threads <= 2; threads++) {
      Table whole = read(new Numbers(50_000, chunk, missingLabels, true), threads);
      assertThat(whole.rows()).isEqualTo(byCell.rows());
      assertThat(whole.rows() < 50_000).isEqualTo(missingLabels);
      assertIsSame(whole, byCell);
    }
  }

  @Test
  void pagesInAFileHoldTheSame() throws Exception {
    Table inMemory = read(new Numbers(50_000, PAGE, false, true), 1);
    try (DataMemory none = DataMemory.of(0)) {
      TableOptions options = TableOptions.label("y").withMemory(none);
      Table mapped = new TableReader(new Numbers(50_000, PAGE, false, true), options).read();
      assertIsSame(mapped, inMemory);
    }
  }

  private static void assertIsSame(Table whole, Table byCell) {
    assertThat(whole.classes()).isEqualTo(byCell.classes());
    assertThat(whole.labels()).isEqualTo(byCell.labels());
    assertThat(whole.doubts()).isEqualTo(byCell.doubts());
    assertThat(whole.skipped().summary()).isEqualTo(byCell.skipped().summary());
    for (int column = 0; column < byCell.columns().size(); column++) {
      assertThat(numbers(whole, column)).isEqualTo(numbers(byCell, column));
    }
  }

  @Test
  void numbersOfRowsThatAreSkippedAreLeftOut() throws Exception {
    Numbers source = new Numbers(3000, CHUNK, true, true);
    NumericCells counts = (NumericCells) read(source, 1).columns().getFirst();
    int row = 0;
    for (int i = 0; i < 3000; i++) {
      if (!source.labels[i].isEmpty()) {
        assertThat(counts.at(row++)).isEqualTo(i);
      }
    }
  }

  private static Table read(Source source, int threads) throws Exception {
    TableOptions options = TableOptions.label("y").withBadRows(BadRows.SKIP).withThreads(threads);
    return new TableReader(source, options).read();
  }

  private static double[] numbers(Table table, int column) {
    NumericCells cells = (NumericCells) table.columns().get(column);
    double[] one = new double[table.rows()];
    double[] copied = new double[table.rows()];
    for (int row = 0; row < one.length; row++) {
      one[row] = cells.at(row);
    }
    cells.copy(IntStream.range(0, one.length).toArray(), 0, one.length, copied);
    assertThat(copied).isEqualTo(one);
    int[] backwards = IntStream.range(0, one.length).map(i -> one.length - 1 - i).toArray();
    cells.copy(backwards, 0, one.length, copied);
    assertThat(copied).isEqualTo(IntStream.of(backwards).mapToDouble(row -> one[row]).toArray());
    return one;
  }

  /// A column that counts the rows, one of floats, one of doubles with missing cells; labels of
  /// which some are missing.
  private static final class Numbers implements Source {

    private final int chunk;
    private final boolean whole;
    private final double[][] columns;
    private final String[] labels;

    Numbers(int rows, int chunk, boolean missingLabels, boolean whole) {
      this.chunk = chunk;
      this.whole = whole;
      SplittableRandom random = new SplittableRandom(5);
      columns = new double[3][rows];
      labels = new String[rows];
      for (int row = 0; row < rows; row++) {
        columns[0][row] = row;
        columns[1][row] = (float) random.nextDouble();
        columns[2][row] = random.nextInt(7) == 0 ? Double.NaN : random.nextDouble(-5, 5);
        labels[row] = missingLabels && random.nextInt(50) == 0 ? "" : row % 3 == 0 ? "a" : "b";
      }
    }

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public Chunks open() throws DataException {
      Header header = new Header(name(), List.of("count", "float", "double", "y"));
      Iterator<Integer> starts =
          IntStream.iterate(0, start -> start < labels.length, start -> start + chunk).iterator();
      return new Chunks() {
        @Override
        public Header header() {
          return header;
        }

        @Override
        public @Nullable Chunk next() {
          if (!starts.hasNext()) {
            return null;
          }
          int start = starts.next();
          return () -> new Part(header, start, Math.min(labels.length, start + chunk));
        }

        @Override
        public void close() {}
      };
    }

    private final class Part extends Rows {

      private final int start;
      private final int end;
      private int at;

      Part(Header header, int start, int end) {
        super("numbers", header);
        this.start = start;
        this.end = end;
        this.at = start - 1;
      }

      @Override
      public boolean next() {
        if (at + 1 == end) {
          return false;
        }
        at++;
        return true;
      }

      @Override
      public long row() {
        return (long) at - start + 1;
      }

      @Override
      public long line() {
        return 0;
      }

      @Override
      public long lines() {
        return 0;
      }

      @Override
      public boolean isMissing(int column) {
        return column == 3 ? labels[at].isEmpty() : Double.isNaN(columns[column][at]);
      }

      @Override
      public double number(int column) {
        return column == 3 ? Double.NaN : columns[column][at];
      }

      @Override
      public String text(int column) {
        return column == 3 ? labels[at] : Double.toString(columns[column][at]);
      }

      @Override
      public double @Nullable [] numbers(int column) {
        return column == 3 || !whole ? null : Arrays.copyOfRange(columns[column], start, end);
      }
    }
  }
}
