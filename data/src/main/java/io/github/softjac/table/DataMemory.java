package io.github.softjac.table;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How much of the heap data may take; what is more goes to a temporary file. Where data lie
/// changes nothing of what is learned from them.
public final class DataMemory implements Closeable {

  private long left;
  private @Nullable PageFile file;

  private DataMemory(long bytes) {
    this.left = bytes;
  }

  /// At most so many bytes.
  public static DataMemory of(long bytes) {
    return new DataMemory(bytes);
  }

  /// As many as there are.
  public static DataMemory unlimited() {
    return new DataMemory(Long.MAX_VALUE);
  }

  /// Takes so many bytes of the heap if they are left.
  public synchronized boolean take(long bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  /// The file for what does not fit.
  public synchronized PageFile file() throws IOException {
    if (file == null) {
      file = PageFile.create();
    }
    return file;
  }

  /// Deletes the file. What lies in it can no longer be read.
  @Override
  public synchronized void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
