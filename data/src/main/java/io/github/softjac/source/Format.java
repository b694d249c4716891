package io.github.softjac.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How a table is written down.
public enum Format {
  /// Cells between separators, the first line the header.
  CSV,
  /// The same, separated by tabs.
  TSV,
  /// Apache Parquet.
  PARQUET,
  /// `label index:value …`, a row a line.
  LIBSVM,
  /// A NumPy array of features, with the labels in a second one.
  NPY,
  /// Images of the MNIST family, with the labels in a second file.
  IDX,
  /// One JSON object a line.
  JSONL;

  private static final Pattern COMPRESSED = Pattern.compile("\\.(gz|gzip|zst|zstd)$");
  private static final Pattern IDX_NAME = Pattern.compile(".*(\\.idx|[-.]idx[0-9]+-ubyte)$");

  /// The name on the command line.
  public String option() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The names of all formats.
  public static List<String> options() {
    List<String> options = new ArrayList<>();
    for (Format format : values()) {
      options.add(format.option());
    }
    return options;
  }

  /// The format of this name; `null`: there is none.
  public static @Nullable Format named(String name) {
    for (Format format : values()) {
      if (format.option().equals(name.toLowerCase(Locale.ROOT))) {
        return format;
      }
    }
    return null;
  }

  /// What the name of a file promises, endings of compression aside; CSV if it promises nothing.
  public static Format of(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String bare = COMPRESSED.matcher(name).replaceFirst("");
    if (IDX_NAME.matcher(bare).matches()) {
      return IDX;
    }
    return switch (bare.substring(bare.lastIndexOf('.') + 1)) {
      case "tsv", "tab" -> TSV;
      case "parquet", "pq" -> PARQUET;
      case "libsvm", "svm", "svmlight" -> LIBSVM;
      case "npy" -> NPY;
      case "jsonl", "ndjson", "jsonlines" -> JSONL;
      default -> CSV;
    };
  }
}
