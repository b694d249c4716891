package io.github.softjac.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// A file that is deleted when it is closed, if it has not been renamed by then; also when the
/// program is ended by a signal.
///
/// Made with the permissions of any new file, unlike those of [Files#createTempFile], which nobody
/// else may read: it is to be renamed and stay.
final class TemporaryFile implements AutoCloseable {

  private static final String PREFIX = ".softjac-";
  private static final String SUFFIX = ".tmp";
  private static final Pattern NAME =
      Pattern.compile(Pattern.quote(PREFIX) + "[0-9a-f]{16}" + Pattern.quote(SUFFIX));

  private final Path path;
  private final FileChannel channel;
  private final Disk disk;
  private final Thread atShutdown;
  private boolean renamed;

  private TemporaryFile(Path path, FileChannel channel, Disk disk) {
    this.path = path;
    this.channel = channel;
    this.disk = disk;
    this.atShutdown = Thread.ofPlatform().unstarted(this::deleteAtShutdown);
  }

  /// A new, empty file in this directory, open for writing. Its name is short whatever the name
  /// that it will have, so that names as long as the file system allows can be written.
  static TemporaryFile in(Path directory, Disk disk) throws IOException {
    while (true) {
      long random = ThreadLocalRandom.current().nextLong();
      Path path = directory.resolve(PREFIX + HexFormat.of().toHexDigits(random) + SUFFIX);
      FileChannel channel;
      try {
        channel = disk.create(path);
      } catch (FileAlreadyExistsException _) {
        continue; // with another name
      }
      TemporaryFile file = new TemporaryFile(path, channel, disk);
      try {
        Runtime.getRuntime().addShutdownHook(file.atShutdown);
      } catch (IllegalStateException e) {
        file.close();
        throw new IOException("the program is shutting down", e);
      }
      return file;
    }
  }

  /// Whether a file is named as these are: left behind by a program that was killed outright.
  static boolean isNameOfOne(Path file) {
    return NAME.matcher(String.valueOf(file.getFileName())).matches();
  }

  Path path() {
    return path;
  }

  FileChannel channel() {
    return channel;
  }

  /// Gives the file its lasting name; it is not deleted any more.
  void renameTo(Path name) throws IOException {
    disk.rename(path, name);
    renamed = true;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!renamed) {
        disk.delete(path);
      }
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
