package io.github.softjac.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The steps of an atomic write that no test can make fail on a real disk.
interface Disk {

  /// The disk of this machine.
  Disk REAL = new Disk() {};

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
}
