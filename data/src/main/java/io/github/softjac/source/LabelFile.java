package io.github.softjac.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The file of labels beside a file of features.
final class LabelFile {

  private LabelFile() {}

  /// The first of these names that is there; `null`: none is. For `NAME.npy`: `NAME-labels.npy`,
  /// `NAME_labels.npy`, and `y…` for `X…`, `labels` for `features`. For IDX: `labels-idx1` for
  /// `images-idx3`. Each also with and without `.gz`.
  static @Nullable Path beside(Path features) {
    String name = String.valueOf(features.getFileName());
    String packed = name.endsWith(".gz") ? ".gz" : "";
    String bare = name.substring(0, name.length() - packed.length());
    for (String candidate : candidates(bare)) {
      for (String ending : List.of(packed, "", ".gz")) {
        Path file = features.resolveSibling(candidate + ending);
        if (!candidate.equals(bare) && Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    return null;
  }

  private static List<String> candidates(String name) {
    List<String> names = new ArrayList<>();
    int dot = name.lastIndexOf('.');
    String stem = dot < 0 ? name : name.substring(0, dot);
    String ending = dot < 0 ? "" : name.substring(dot);
    names.add(name.replace("images", "labels").replaceFirst("idx[0-9]", "idx1"));
    names.add(stem + "-labels" + ending);
    names.add(stem + "_labels" + ending);
    names.add(name.replaceFirst("^X", "y"));
    names.add(name.replaceFirst("^x", "y"));
    names.add(name.replace("features", "labels"));
    return names;
  }
}
