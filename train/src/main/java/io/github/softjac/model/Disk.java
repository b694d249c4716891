package io.github.softjac.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// What is done to a disk by an atomic write and by the folder of checkpoints: every step that can
/// fail, so that a test can let each of them fail.
interface Disk {

  /// The disk of this machine.
  Disk REAL = new Disk() {};

  /// A new, empty file, open for writing.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if there is one of this name
  default FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  /// Where the content of a file that was created is written to, unbuffered.
  default OutputStream content(FileChannel file) {
    return Channels.newOutputStream(file);
  }

  /// Brings what was written to the device itself.
  default void sync(FileChannel file) throws IOException {
    file.force(true);
  }

  /// Gives a file the name of another, which it replaces, in one step.
  default void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /// Brings a rename to the device, where the system lets a directory be opened; Windows does not,
  /// and orders its journal itself.
  default void syncDirectory(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Deletes a file that may not be there.
  default void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
