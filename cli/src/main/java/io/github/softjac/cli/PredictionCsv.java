package io.github.softjac.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.softjac.classifier.PredictionSink;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/// Writes predictions as CSV: `row,predicted,p_<class>…`, or `row,predicted,class1,p1,…` for the
/// most probable classes alone. Lines end with a line feed.
final class PredictionCsv implements PredictionSink {

  /// How often it is asked whether there is still somebody who reads.
  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final PrintWriter out;
  private final CsvWriter csv;
  private final List<String> classes;
  private final int top;
  private final boolean all;
  private boolean begun;

  /// Predictions of a model with these classes; nothing is written yet, so that data that cannot be
  /// predicted at all leave no header behind.
  ///
  /// @param top how many classes; 0: all, in their own order
  PredictionCsv(PrintWriter out, List<String> classes, int top) {
    this.out = out;
    this.classes = classes;
    all = top == 0;
    this.top = all ? 1 : Math.min(top, classes.size());
    csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).bufferSize(0).build(out);
  }

  private String[] header() {
    String[] header = new String[2 + (all ? classes.size() : 2 * top)];
    header[0] = "row";
    header[1] = "predicted";
    for (int i = 0; i < (all ? classes.size() : top); i++) {
      if (all) {
        header[2 + i] = "p_" + classes.get(i);
      } else {
        header[2 + 2 * i] = "class" + (i + 1);
        header[3 + 2 * i] = "p" + (i + 1);
      }
    }
    return header;
  }

  @Override
  public void accept(long row, float[] probabilities) throws IOException {
    begin();
    int[] best = Ranking.top(probabilities, top);
    String[] fields = new String[2 + (all ? probabilities.length : 2 * top)];
    fields[0] = Long.toString(row);
    fields[1] = classes.get(best[0]);
    for (int i = 0; i < (all ? probabilities.length : top); i++) {
      if (all) {
        fields[2 + i] = Float.toString(probabilities[i]);
      } else {
        fields[2 + 2 * i] = classes.get(best[i]);
        fields[3 + 2 * i] = Float.toString(probabilities[best[i]]);
      }
    }
    csv.writeRecord(fields);
    if (row % ROWS_BETWEEN_CHECKS == 0) {
      check();
    }
  }

  /// The header, once.
  private void begin() {
    if (!begun) {
      begun = true;
      csv.writeRecord(header());
    }
  }

  /// Writes what is left to write, which is the header where there was no row.
  ///
  /// @throws IOException if not everything has been written
  void finish() throws IOException {
    begin();
    check();
  }

  private void check() throws IOException {
    if (out.checkError()) {
      throw new IOException(
          "the predictions could not be written: the disk is full, or the reader has gone");
    }
  }
}
