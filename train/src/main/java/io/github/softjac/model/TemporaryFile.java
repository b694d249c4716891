package io.github.softjac.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// A file that is deleted when it is closed, if it has not been renamed by then; also when the
/// program is ended by a signal.
///
/// Made with the permissions of any new file, unlike those of [Files#createTempFile], which nobody
/// else may read: it is to be renamed and stay.
final class TemporaryFile implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final Thread atShutdown;

  private TemporaryFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
    this.atShutdown = Thread.ofPlatform().unstarted(this::deleteAtShutdown);
  }

  /// A new, empty file in this directory, open for writing. Its name is short whatever the name
  /// that it will have, so that names as long as the file system allows can be written.
  static TemporaryFile in(Path directory) throws IOException {
    while (true) {
      long random = ThreadLocalRandom.current().nextLong();
      Path path = directory.resolve(".softjac-" + HexFormat.of().toHexDigits(random) + ".tmp");
      FileChannel channel;
      try {
        channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      } catch (FileAlreadyExistsException _) {
        continue; // with another name
      }
      TemporaryFile file = new TemporaryFile(path, channel);
      try {
        Runtime.getRuntime().addShutdownHook(file.atShutdown);
      } catch (IllegalStateException e) {
        file.close();
        throw new IOException("the program is shutting down", e);
      }
      return file;
    }
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(path);
    } finally {
      forgetShutdown();
    }
  }

  private void forgetShutdown() {
    try {
      Runtime.getRuntime().removeShutdownHook(atShutdown);
    } catch (IllegalStateException _) {
      // Shutting down: the hook runs, and finds nothing to delete.
    }
  }

  private void deleteAtShutdown() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException _) {
      // The program ends; there is nobody left to tell.
    }
  }
}
