package io.github.softjac.model;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The stream that content is written to: buffered, left open when it is closed (the file behind it
/// has still to be synced), and with failures that name the target, since "No space left on device"
/// alone helps nobody.
final class TargetStream extends BufferedOutputStream {

  private static final int BUFFER = 1 << 16;

  TargetStream(Path target, OutputStream to) {
    super(new Naming(target, to), BUFFER);
  }

  @Override
  public void close() throws IOException {
    flush();
  }

  /// The failure with the target's name and what it means before it.
  static FileSystemException failure(Path target, String meaning, IOException cause) {
    FileSystemException failure =
        new FileSystemException(target.toString(), null, meaning + ": " + cause.getMessage());
    failure.initCause(cause);
    return failure;
  }

  private static final class Naming extends FilterOutputStream {

    private final Path target;

    Naming(Path target, OutputStream to) {
      super(to);
      this.target = target;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (ClosedChannelException e) {
        // An interrupted thread: callers tell it by its type.
        throw e;
      } catch (IOException e) {
        throw failure(target, "cannot be written", e);
      }
    }
  }
}
