package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// An IDX file, the format of the MNIST family: big-endian, unsigned bytes or other numbers, one
/// dimension or more; all dimensions after the first make up a row.
final class IdxFile implements MatrixFile {

  private static final String WHAT = "an IDX file";

  private final DataFile file;
  private final FileBytes bytes;
  private final int type;
  private final int size;
  private final long rows;
  private final int columns;
  private byte[] buffer = {};

  private IdxFile(DataFile file, FileBytes bytes) throws IOException, DataException {
    this.file = file;
    this.bytes = bytes;
    byte[] magic = new byte[4];
    int found = bytes.read(magic, 0, 4);
    type = magic[2] & 0xff;
    size =
        switch (type) {
          case 0x08, 0x09 -> 1;
          case 0x0B -> 2;
          case 0x0C, 0x0D -> 4;
          case 0x0E -> 8;
          default -> 0;
        };
    if (found < 4 || magic[0] != 0 || magic[1] != 0 || size == 0 || magic[3] < 1) {
      throw bad(
          "the file begins with %02X %02X %02X %02X; allowed for IDX: 00 00, a type (08, 09, 0B to 0E), the number of dimensions"
              .formatted(magic[0], magic[1], magic[2], magic[3]));
    }
    byte[] dimensions = new byte[4 * magic[3]];
    readAll(dimensions, dimensions.length);
    ByteBuffer sizes = ByteBuffer.wrap(dimensions);
    rows = Integer.toUnsignedLong(sizes.getInt());
    long product = 1;
    while (sizes.hasRemaining()) {
      product = Math.min(Integer.MAX_VALUE, product * Integer.toUnsignedLong(sizes.getInt()));
    }
    if (product < 1 || product > 1_000_000) {
      throw bad("a row has %,d numbers; allowed: 1 to 1,000,000".formatted(product));
    }
    columns = (int) product;
  }

  static IdxFile open(DataFile file) throws IOException, DataException {
    FileBytes bytes = FileBytes.open(file, WHAT);
    try {
      return new IdxFile(file, bytes);
    } catch (IOException | DataException | RuntimeException e) {
      try (bytes) {
        throw e;
      }
    }
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(double[] target, int count) throws IOException, DataException {
    int length = count * columns;
    if (buffer.length < length * size) {
      buffer = new byte[length * size];
    }
    readAll(buffer, length * size);
    ByteBuffer numbers = ByteBuffer.wrap(buffer);
    for (int i = 0; i < length; i++) {
      int at = i * size;
      target[i] =
          switch (type) {
            case 0x08 -> numbers.get(at) & 0xff;
            case 0x09 -> numbers.get(at);
            case 0x0B -> numbers.getShort(at);
            case 0x0C -> numbers.getInt(at);
            case 0x0D -> numbers.getFloat(at);
            default -> numbers.getDouble(at);
          };
    }
  }

  private void readAll(byte[] target, int length) throws IOException, DataException {
    int found = bytes.read(target, 0, length);
    if (found < length) {
      throw bad(
          "the file ends %,d bytes too early for what its header counts; allowed: as many numbers as counted"
              .formatted(length - found));
    }
  }

  @Override
  public void checkEnd() throws IOException, DataException {
    if (bytes.read(new byte[1], 0, 1) > 0) {
      throw bad(
          "bytes follow the last of the %,d rows that the header counts; allowed: as many numbers as counted"
              .formatted(rows));
    }
  }

  @Override
  public double progress() {
    return bytes.progress();
  }

  private DataException bad(String problem) {
    return new DataException(file.name(), problem);
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
