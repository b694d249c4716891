package io.github.softjac.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// Writes a file whole or not at all: temporary file in the same directory, fsync, atomic rename,
/// fsync of the directory.
///
/// Until the rename, whatever fails leaves the old file as it was and no temporary file; so does a
/// program that is interrupted by a signal. A program that is killed outright, or a power cut,
/// leaves the old file or the new one, never a mixture; it may leave a file `.softjac-*.tmp`.
public final class AtomicFile {

  private AtomicFile() {}

  /// What is to be written.
  @FunctionalInterface
  public interface Content {

    /// Writes everything to `out`, which is buffered. Closing `out` is allowed and not needed; a
    /// writer put around it has to be flushed or closed.
    ///
    /// @throws IOException to give up; the target then stays as it was
    void writeTo(OutputStream out) throws IOException;
  }

  /// Writes `target` with this content.
  ///
  /// A new file replaces an old one and takes over its permissions; a symbolic link is followed.
  /// What is neither file nor directory (`/dev/stdout`, a pipe) is written to directly, for it
  /// holds nothing to keep.
  ///
  /// @throws IOException if `target` is a directory or may not be written, if its directory is
  ///   missing or may not be written, or if writing fails; the message names `target`. Only if the
  ///   very last step fails, the fsync of the directory, is the new file in place already
  public static void write(Path target, Content content) throws IOException {
    write(target, content, Disk.REAL);
  }

  static void write(Path target, Content content, Disk disk) throws IOException {
    boolean exists = Files.exists(target);
    if (exists) {
      checkWritable(target);
      if (!Files.isRegularFile(target)) {
        writeDirectly(target, content);
        return;
      }
    }
    Path file = exists ? target.toRealPath() : target.toAbsolutePath();
    Path directory = file.getParent();
    if (directory == null || !Files.isDirectory(directory)) {
      throw new NoSuchFileException(
          target.toString(), null, "its directory " + directory + " does not exist");
    }
    try (TemporaryFile temporary = create(directory, target, disk)) {
      if (exists) {
        copyPermissions(file, temporary.path());
      }
      try (OutputStream out = new TargetStream(target, disk.content(temporary.channel()))) {
        content.writeTo(out);
      }
      finish(temporary, file, target, disk);
    }
    try {
      disk.syncDirectory(directory);
    } catch (IOException e) {
      throw TargetStream.failure(target, "is written, but a power cut may undo it", e);
    }
  }

  private static void finish(TemporaryFile temporary, Path file, Path target, Disk disk)
      throws IOException {
    try {
      disk.sync(temporary.channel());
      temporary.channel().close();
      temporary.renameTo(file);
    } catch (ClosedChannelException e) {
      // An interrupted thread: callers tell it by its type.
      throw e;
    } catch (IOException e) {
      throw TargetStream.failure(target, "cannot be written", e);
    }
  }

  private static void checkWritable(Path target) throws IOException {
    if (Files.isDirectory(target)) {
      throw new FileSystemException(
          target.toString(), null, "is a directory: the name of a file is needed");
    }
    if (!Files.isWritable(target)) {
      throw new AccessDeniedException(
          target.toString(), null, "exists and may not be written: permission denied");
    }
  }

  private static TemporaryFile create(Path directory, Path target, Disk disk) throws IOException {
    try {
      return TemporaryFile.in(directory, disk);
    } catch (AccessDeniedException e) {
      AccessDeniedException named =
          new AccessDeniedException(
              target.toString(), null, "no file may be made in its directory: permission denied");
      named.initCause(e);
      throw named;
    } catch (IOException e) {
      throw TargetStream.failure(target, "cannot be written", e);
    }
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    if (!from.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(from);
    if (!permissions.equals(Files.getPosixFilePermissions(to))) {
      Files.setPosixFilePermissions(to, permissions);
    }
  }

  private static void writeDirectly(Path target, Content content) throws IOException {
    OutputStream device = Files.newOutputStream(target, StandardOpenOption.WRITE);
    try (device;
        OutputStream out = new TargetStream(target, device)) {
      content.writeTo(out);
    }
  }
}
