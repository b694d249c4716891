package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// Size and time of last change of a file that must stay the same from the first look at it to the
/// last.
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
