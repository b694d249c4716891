package io.github.softjac.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which characters separate and quote the cells of a file.
///
/// @param separator between cells
/// @param quote around cells that hold separators, quotes or line ends
public record CsvDialect(char separator, char quote) {

  /// Commas and double quotes, as in RFC 4180.
  public static final CsvDialect COMMAS = new CsvDialect(',', '"');

  /// Tabs and double quotes.
  public static final CsvDialect TABS = new CsvDialect('\t', '"');

  private static final char[] SEPARATORS = {',', '\t', ';', '|'};
  private static final int SAMPLE = 1 << 16;
  private static final int RECORDS = 100;

  /// Guesses from the beginning of a file: the separator that gives most of the first 100 records
  /// as many cells as the first, and that more than one; of equals the one that gives more cells.
  /// Single quotes quote if no double quote is there and all cells that begin with one end with
  /// one.
  static CsvDialect detect(TextChunk start) {
    int length = Math.min(start.length(), SAMPLE);
    int whole = length < start.length() ? RecordEnd.afterLastLine(start.bytes(), length) : length;
    String sample = new String(start.bytes(), 0, whole, StandardCharsets.ISO_8859_1);
    char separator = ',';
    double best = 0;
    for (char candidate : SEPARATORS) {
      double score = score(records(sample, candidate, '"'));
      if (score > best) {
        best = score;
        separator = candidate;
      }
    }
    return new CsvDialect(separator, quote(sample, separator));
  }

  /// Share of records with as many cells as the first, and a little for many cells; 0 for one cell.
  private static double score(List<List<String>> records) {
    if (records.isEmpty() || records.getFirst().size() < 2) {
      return 0;
    }
    int cells = records.getFirst().size();
    int alike = 0;
    for (List<String> record : records) {
      alike += record.size() == cells ? 1 : 0;
    }
    return alike / (double) records.size() + 1e-6 * Math.min(cells, 1000);
  }

  private static char quote(String sample, char separator) {
    if (sample.indexOf('"') >= 0 || sample.indexOf('\'') < 0) {
      return '"';
    }
    boolean quoted = false;
    for (List<String> record : records(sample, separator, '\'')) {
      for (String cell : record) {
        if (cell.startsWith("'")) {
          return '"';
        }
      }
    }
    for (List<String> record : records(sample, separator, '"')) {
      for (String cell : record) {
        quoted |= cell.length() > 1 && cell.startsWith("'") && cell.endsWith("'");
      }
    }
    return quoted ? '\'' : '"';
  }

  private static List<List<String>> records(String sample, char separator, char quote) {
    List<List<String>> records = new ArrayList<>();
    try {
      for (var record :
          CsvReader.builder()
              .fieldSeparator(separator)
              .quoteCharacter(quote)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(sample)) {
        records.add(record.getFields());
        if (records.size() == RECORDS) {
          break;
        }
      }
    } catch (CsvParseException e) {
      // What was read before the fault is all there is to go by; the parser will say what is wrong.
      return records;
    }
    return records;
  }
}
