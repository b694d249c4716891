package io.github.softjac.source;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.github.softjac.data.DataException;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// The bytes of a file. Gzip and Zstandard are told by their first bytes and unpacked.
final class FileBytes implements Bytes {

  /// A file that unpacks to more than this, and to more than [#BOMB_RATIO] times its size, is
  /// refused: tables shrink 3 to 30 times.
  private static final long BOMB_SIZE = 256L << 20;

  private static final long BOMB_RATIO = 400;
  private static final int BUFFER = 1 << 16;

  private final DataFile file;
  private final Counted packed;
  private final InputStream unpacked;
  private final boolean compressed;
  private long given;

  private FileBytes(DataFile file, Counted packed, InputStream unpacked, boolean compressed) {
    this.file = file;
    this.packed = packed;
    this.unpacked = unpacked;
    this.compressed = compressed;
  }

  /// Opens a file.
  ///
  /// @param what it should be, for messages: "a CSV file"
  static FileBytes open(DataFile file, String what) throws IOException, DataException {
    file.check(what);
    Counted packed = new Counted(Files.newInputStream(file.path()));
    try {
      PushbackInputStream start = new PushbackInputStream(packed, 4);
      byte[] magic = new byte[4];
      int found = start.readNBytes(magic, 0, 4);
      start.unread(magic, 0, found);
      if (found >= 2 && (magic[0] & 0xff) == 0x1f && (magic[1] & 0xff) == 0x8b) {
        return new FileBytes(file, packed, new GZIPInputStream(start, BUFFER), true);
      }
      if (found == 4
          && (magic[0] & 0xff) == 0x28
          && (magic[1] & 0xff) == 0xb5
          && magic[2] == 0x2f
          && (magic[3] & 0xff) == 0xfd) {
        return new FileBytes(file, packed, new ZstdInputStreamNoFinalizer(start), true);
      }
      requireUncompressedName(file);
      return new FileBytes(file, packed, start, false);
    } catch (ZipException | EOFException e) {
      try (packed) {
        throw damaged(file, e);
      }
    } catch (IOException | DataException e) {
      try (packed) {
        throw e;
      }
    }
  }

  private static void requireUncompressedName(DataFile file) throws DataException {
    String name = file.name();
    if (name.endsWith(".gz") || name.endsWith(".zst")) {
      throw new DataException(
          name,
          "the file is not compressed, though its name ends in %s; allowed: gzip or Zstandard data, or a name that does not promise it"
              .formatted(name.substring(name.lastIndexOf('.'))));
    }
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException, DataException {
    int count;
    try {
      count = unpacked.readNBytes(target, offset, length);
    } catch (ZipException | EOFException | ZstdIOException e) {
      throw damaged(file, e);
    }
    given += count;
    if (compressed && given > BOMB_SIZE && given / BOMB_RATIO > packed.count) {
      throw new DataException(
          file.name(),
          "the compressed file of %,d bytes unpacks to more than %,d times its size, as a decompression bomb does; allowed: at most %,d times"
              .formatted(file.size(), BOMB_RATIO, BOMB_RATIO));
    }
    if (count < length) {
      file.checkUnchanged();
    }
    return count;
  }

  private static DataException damaged(DataFile file, IOException cause) {
    return new DataException(
        file.name(),
        cause instanceof EOFException || "Truncated source".equals(cause.getMessage())
            ? "the compressed data end too early: the file is truncated; allowed: a whole file"
            : "the compressed data are damaged (%s); allowed: an undamaged file"
                .formatted(cause.getMessage()));
  }

  @Override
  public double progress() {
    try {
      return Math.min(1, packed.count / (double) Math.max(1, file.size()));
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }

  /// Counts what is taken from the file itself.
  private static final class Counted extends FilterInputStream {

    private volatile long count;

    Counted(InputStream input) {
      super(input);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      add(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      add(Math.max(0, read));
      return read;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads, others look on
    private void add(int bytes) {
      count += bytes;
    }
  }
}
