package io.github.softjac.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Standard input, kept in a temporary file so that it can be read as often as a file can.
final class StandardInput {

  /// Its name on the command line.
  static final String NAME = "-";

  private StandardInput() {}

  /// Copies everything that comes into a file that is deleted when the process ends.
  static Path keep(InputStream input) throws IOException {
    Path file = Files.createTempFile("softjac-stdin-", "");
    file.toFile().deleteOnExit();
    Files.copy(input, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return file;
  }
}
