package io.github.softjac.model;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/// Lays out the bytes of a model file; `docs/model-format.md` is the specification.
final class ModelFileWriter {

  /// The first bytes of every model file. The line end shows a file that was copied as text.
  static final byte[] MAGIC = "SOFTJAC\n".getBytes(StandardCharsets.US_ASCII);

  /// Bytes before the header: magic, version, length of the header.
  static final int PROLOGUE = 16;

  /// The longest header, in bytes.
  static final int MOST_HEADER = 1 << 26;

  private static final int CHUNK = 1 << 16;

  private ModelFileWriter() {}

  /// The header of a file, `tensors` last.
  ///
  /// @throws IllegalArgumentException if the caller's part cannot be written as strict JSON, or if
  ///   it is too long
  static byte[] header(ModelFile file) {
    JsonObject header = file.header();
    header.add(TensorTable.KEY, TensorTable.describe(file.tensors()));
    byte[] bytes = StrictJson.encode(header);
    if (bytes.length > MOST_HEADER) {
      throw new IllegalArgumentException(
          "the header has %d bytes: at most %d are allowed".formatted(bytes.length, MOST_HEADER));
    }
    return bytes;
  }

  static void write(byte[] header, ModelFile file, OutputStream out) throws IOException {
    MessageDigest digest = Sha256.begin();
    DigestOutputStream body = new DigestOutputStream(out, digest);
    ByteBuffer prologue = ByteBuffer.allocate(PROLOGUE).order(ByteOrder.LITTLE_ENDIAN);
    prologue.put(MAGIC).putInt(ModelFile.VERSION).putInt(header.length);
    body.write(prologue.array());
    body.write(header);
    pad(body, PROLOGUE + header.length);
    long end = 0;
    for (Tensor tensor : file.tensors()) {
      pad(body, end);
      write(tensor.values(), body);
      end = TensorTable.aligned(end) + (long) tensor.values().length * Float.BYTES;
    }
    out.write(digest.digest());
  }

  private static void pad(OutputStream out, long position) throws IOException {
    out.write(new byte[(int) (TensorTable.aligned(position) - position)]);
  }

  private static void write(float[] values, OutputStream out) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int most = CHUNK / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      chunk.asFloatBuffer().put(values, from, count);
      out.write(chunk.array(), 0, count * Float.BYTES);
    }
  }
}
