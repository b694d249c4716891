package io.github.softjac.table;

import io.github.softjac.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// Size and time of last change of a file that is read twice and must be the same both times.
record FileStamp(long size, FileTime changed) {

  static FileStamp of(Path file) throws IOException {
    return new FileStamp(Files.size(file), Files.getLastModifiedTime(file));
  }

  /// @throws DataException if the file is not as it was
  void check(Path file) throws IOException, DataException {
    FileStamp now = of(file);
    if (!equals(now)) {
      throw new DataException(
          file,
          "the file changed while it was read (%,d bytes of %s, then %,d bytes of %s); allowed: a file that stays as it is"
              .formatted(size, changed, now.size, now.changed));
    }
  }
}
