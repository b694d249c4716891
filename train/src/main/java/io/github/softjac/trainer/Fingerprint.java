package io.github.softjac.trainer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// SHA-256 of all that training reads of its rows.
final class Fingerprint {

  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

  private Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// 64 hexadecimal digits; the word `none` for no rows.
  static String of(@Nullable Dataset data) {
    return data == null ? "none" : new Fingerprint().add(data);
  }

  private String add(Dataset data) {
    add(data.rows());
    add(data.columns());
    add(data.classes());
    float[] x = new float[data.columns()];
    for (int row = 0; row < data.rows(); row++) {
      data.copyRow(row, x, 0);
      for (float feature : x) {
        add(Float.floatToRawIntBits(feature));
      }
      add(data.labels()[row]);
      add(Float.floatToRawIntBits(data.weight(row)));
    }
    flush();
    return HexFormat.of().formatHex(digest.digest());
  }

  private void add(int value) {
    if (!chunk.hasRemaining()) {
      flush();
    }
    chunk.putInt(value);
  }

  private void flush() {
    digest.update(chunk.flip());
    chunk.clear();
  }
}
