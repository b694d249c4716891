package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that is read, perhaps twice, and must be the same both times.
final class DataFile {

  private final Path path;
  private final String name;
  private @Nullable FileStamp stamp;

  DataFile(Path path) {
    this(path, path.toString());
  }

  /// @param name for messages, where it is not that of the file
  DataFile(Path path, String name) {
    this.path = path;
    this.name = name;
  }

  Path path() {
    return path;
  }

  String name() {
    return name;
  }

  /// Checks that there is such a file, and that it is as it was.
  ///
  /// @param what it should be, for the message: "a CSV file"
  void check(String what) throws IOException, DataException {
    if (!Files.exists(path)) {
      throw new DataException(name, "there is no such file; allowed: " + what);
    }
    if (Files.isDirectory(path)) {
      throw new DataException(name, "this is a directory; allowed: " + what);
    }
    if (!Files.isRegularFile(path)) {
      throw new DataException(name, "this is not a regular file; allowed: " + what);
    }
    if (!Files.isReadable(path)) {
      throw new DataException(name, "the file may not be read: permission denied");
    }
    checkUnchanged();
  }

  /// @throws DataException if the file is not as it was at the first call
  synchronized void checkUnchanged() throws IOException, DataException {
    if (stamp == null) {
      stamp = FileStamp.of(path);
    } else {
      stamp.check(path);
    }
  }

  /// Its size at the first look, in bytes.
  synchronized long size() throws IOException {
    return stamp == null ? Files.size(path) : stamp.size();
  }
}
