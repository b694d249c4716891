package io.github.softjac.source;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a source is to be read where its name does not say it.
///
/// @param format `null`: by the name
/// @param separator between the cells of CSV; `null`: to be found out
/// @param quote around cells of CSV; `null`: to be found out, or a double quote with a separator
/// @param labels the file of labels of NumPy arrays and IDX images; `null`: the one beside it
/// @param query SQL, for a JDBC URL
public record SourceOptions(
    @Nullable Format format,
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable Path labels,
    @Nullable String query) {

  /// Nothing said.
  public static final SourceOptions NONE = new SourceOptions(null, null, null, null, null);

  /// Checks the characters.
  ///
  /// @throws IllegalArgumentException if separator or quote is not ASCII, a line end or a letter,
  ///   or both are the same
  public SourceOptions {
    check("delimiter", separator);
    check("quote", quote);
    if (separator != null && separator.equals(quote)) {
      throw new IllegalArgumentException(
          "delimiter and quote are both '%s': allowed are two different ones".formatted(separator));
    }
  }

  private static void check(String name, @Nullable Character c) {
    if (c != null && (c > 126 || (c < ' ' && c != '\t') || Character.isLetterOrDigit(c))) {
      throw new IllegalArgumentException(
          "%s is '%s': allowed is one ASCII character that is no letter, no digit and no line end"
              .formatted(name, c));
    }
  }

  /// These options with a format.
  public SourceOptions withFormat(Format other) {
    return new SourceOptions(other, separator, quote, labels, query);
  }

  @Nullable CsvDialect dialect(Format of) {
    if (separator == null && quote == null && of == Format.CSV) {
      return null;
    }
    char fallback = of == Format.TSV ? '\t' : ',';
    return new CsvDialect(separator == null ? fallback : separator, quote == null ? '"' : quote);
  }
}
