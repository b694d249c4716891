package io.github.softjac.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of the beginning of a file.
final class Sha256 {

  /// Bytes of a digest.
  static final int BYTES = 32;

  private static final int CHUNK = 1 << 16;

  private Sha256() {}

  /// A digest of nothing yet.
  static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The digest of the first `length` bytes.
  ///
  /// @throws EOFException if there are fewer
  static byte[] of(FileChannel channel, long length) throws IOException {
    MessageDigest digest = begin();
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
    long position = 0;
    while (position < length) {
      chunk.clear().limit((int) Math.min(CHUNK, length - position));
      int read = channel.read(chunk, position);
      if (read < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
      digest.update(chunk.flip());
      position += read;
    }
    return digest.digest();
  }
}
