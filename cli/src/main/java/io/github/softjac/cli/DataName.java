package io.github.softjac.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What the names of data sources are good for beside finding them.
final class DataName {

  private static final Pattern COMPRESSED = Pattern.compile("(?i)\\.(gz|gzip|zst|zstd)$");
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}._-]+");

  private DataName() {}

  /// Where the model goes: `species.csv.gz` gives `species.softjac`, in the current folder.
  static Path model(String data) {
    if (data.equals("-") || data.startsWith("jdbc:")) {
      return Path.of("model.softjac");
    }
    String last = data.substring(data.replace('\\', '/').lastIndexOf('/') + 1);
    String name = COMPRESSED.matcher(last).replaceFirst("");
    int dot = name.lastIndexOf('.');
    String stem = NO_LETTERS.matcher(dot > 0 ? name.substring(0, dot) : name).replaceAll("");
    return Path.of((stem.isEmpty() ? "model" : stem) + ".softjac");
  }

  /// Those that can be names of files: no URLs.
  static List<Path> files(List<String> names) {
    List<Path> files = new ArrayList<>();
    for (String name : names) {
      if (!name.startsWith("jdbc:") && name.indexOf('\0') < 0) {
        files.add(Path.of(name));
      }
    }
    return files;
  }

  /// For people.
  static String shown(List<String> names) {
    return String.join(", ", names);
  }
}
