package io.github.softjac.source;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Sources by their names.
public final class Sources {

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private Sources() {}

  /// The table in a file, by the ending of its name.
  public static Source of(Path file) {
    return file(new DataFile(file), SourceOptions.NONE);
  }

  /// The table in a file.
  public static Source of(Path file, SourceOptions options) {
    return file(new DataFile(file), options);
  }

  /// The tables of these names, one after another: files, patterns with `*` and `?` in the last
  /// part of a path, JDBC URLs, or `-` for standard input.
  ///
  /// @param input standard input
  /// @throws IllegalArgumentException if a JDBC URL comes without a query, or a query without one
  /// @throws DataException if a pattern fits no file
  public static Source named(List<String> names, SourceOptions options, InputStream input)
      throws IOException, DataException {
    boolean jdbc = false;
    List<Source> sources = new ArrayList<>();
    for (String name : names) {
      jdbc |= name.startsWith("jdbc:");
      sources.addAll(named(name, options, input));
    }
    if (!jdbc && options.query() != null) {
      throw new IllegalArgumentException(
          "query is given without a database: allowed is one with a URL that begins with jdbc:");
    }
    return sources.size() == 1
        ? sources.getFirst()
        : new SeveralSources(String.join(", ", names), sources);
  }

  private static List<Source> named(String name, SourceOptions options, InputStream input)
      throws IOException, DataException {
    if (name.equals(StandardInput.NAME)) {
      Format format = options.format() == null ? Format.CSV : options.format();
      DataFile kept = new DataFile(StandardInput.keep(input), "standard input");
      return List.of(file(kept, options.withFormat(format)));
    }
    if (name.startsWith("jdbc:")) {
      if (options.query() == null) {
        throw new IllegalArgumentException(
            "query is missing: a database needs one, such as --query \"SELECT * FROM t\"");
      }
      return List.of(new JdbcSource(name, options.query()));
    }
    if (GLOB.matcher(name).find() && !Files.exists(Path.of(name))) {
      List<Source> sources = new ArrayList<>();
      for (Path file : matches(name)) {
        sources.add(of(file, options));
      }
      return sources;
    }
    return List.of(of(Path.of(name), options));
  }

  /// The files that a pattern fits, in the order of their names.
  private static List<Path> matches(String pattern) throws IOException, DataException {
    Path path = Path.of(pattern);
    @Nullable Path parent = path.getParent();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            parent == null ? Path.of("") : parent, String.valueOf(path.getFileName()))) {
      found.forEach(files::add);
    } catch (NoSuchFileException | NotDirectoryException | PatternSyntaxException e) {
      throw new DataException(pattern, "no file fits this pattern; allowed: one or more files");
    }
    if (files.isEmpty()) {
      throw new DataException(pattern, "no file fits this pattern; allowed: one or more files");
    }
    files.sort(null);
    return files;
  }

  private static Source file(DataFile file, SourceOptions options) {
    Format format = options.format() == null ? Format.of(file.path()) : options.format();
    return switch (format) {
      case CSV, TSV -> new CsvSource(file, options.dialect(format), TextChunks.SIZE);
      case PARQUET -> new ParquetSource(file);
      case LIBSVM -> new LibSvmSource(file, TextChunks.SIZE);
      case JSONL -> new JsonLinesSource(file, TextChunks.SIZE);
      case NPY -> new MatrixSource(file, labels(file, options), NpyFile::open);
      case IDX -> new MatrixSource(file, labels(file, options), IdxFile::open);
    };
  }

  private static @Nullable DataFile labels(DataFile features, SourceOptions options) {
    Path labels = options.labels() == null ? LabelFile.beside(features.path()) : options.labels();
    return labels == null ? null : new DataFile(labels);
  }
}
