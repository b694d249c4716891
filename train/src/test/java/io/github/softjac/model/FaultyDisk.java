package io.github.softjac.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A disk of which one step fails, the first, the second, and so on, whatever it is; a write gets
/// half of its bytes to the disk before.
final class FaultyDisk implements Disk {

  private final int failing;
  private final String message;
  private final List<String> steps = new ArrayList<>();

  /// @param failing number of the step that fails, from 0
  FaultyDisk(int failing, String message) {
    this.failing = failing;
    this.message = message;
  }

  /// The names of the steps that were taken; the failing one is the last or, where it was met with
  /// cleaning up, is followed by that.
  List<String> steps() {
    return steps;
  }

  /// Whether the step that was to fail was reached.
  boolean hasFailed() {
    return steps.size() > failing;
  }

  /// The name of the step that failed.
  String failed() {
    return steps.get(failing);
  }

  private boolean failsNow(String step) {
    steps.add(step);
    return steps.size() == failing + 1;
  }

  private void step(String name) throws IOException {
    if (failsNow(name)) {
      throw new IOException(message);
    }
  }

  @Override
  public FileChannel create(Path file) throws IOException {
    step("create");
    return Disk.super.create(file);
  }

  @Override
  public OutputStream content(FileChannel file) {
    OutputStream out = Disk.super.content(file);
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (failsNow("write")) {
          out.write(bytes, offset, length / 2);
          throw new IOException(message);
        }
        out.write(bytes, offset, length);
      }
    };
  }

  @Override
  public void sync(FileChannel file) throws IOException {
    step("sync");
    Disk.super.sync(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    step("rename");
    Disk.super.rename(from, to);
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    step("sync of the directory");
    Disk.super.syncDirectory(directory);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete");
    Disk.super.delete(file);
  }
}
