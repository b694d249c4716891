package io.github.softjac.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// The bytes of model files, made from `docs/model-format.md` alone and not by the code under test:
/// with any header and any data, and with a checksum that is right.
final class ModelBytes {

  private ModelBytes() {}

  static byte[] of(String header, byte[] data) {
    return of(header.getBytes(StandardCharsets.UTF_8), data);
  }

  static byte[] of(byte[] header, byte[] data) {
    return of(1, header.length, header, data);
  }

  static byte[] of(int version, int headerLength, byte[] header, byte[] data) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes("SOFTJAC\n".getBytes(StandardCharsets.US_ASCII));
    bytes.writeBytes(littleEndian(version));
    bytes.writeBytes(littleEndian(headerLength));
    bytes.writeBytes(header);
    while (bytes.size() % 64 != 0) {
      bytes.write(0);
    }
    bytes.writeBytes(data);
    return withChecksum(bytes.toByteArray());
  }

  /// The bytes followed by their SHA-256.
  static byte[] withChecksum(byte[] body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
      byte[] bytes = Arrays.copyOf(body, body.length + digest.length);
      System.arraycopy(digest, 0, bytes, body.length, digest.length);
      return bytes;
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /// The same file with the checksum that its content has now.
  static byte[] corrected(byte[] file) {
    return withChecksum(Arrays.copyOf(file, file.length - 32));
  }

  /// Makes a file hold these bytes, in place: file systems are slow to cut a file to nothing and
  /// fill it again, and the tests do so thousands of times.
  static Path overwrite(Path path, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.truncate(bytes.length);
    }
    return path;
  }

  static byte[] floats(float... values) {
    ByteBuffer buffer =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    return buffer.array();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }

  private static byte[] littleEndian(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }
}
