package io.github.softjac.source;

import io.github.softjac.data.DataException;
import io.github.softjac.data.Quoted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A NumPy array file, versions 1 to 3: integers, floats or booleans, one dimension or more; all
/// dimensions after the first make up a row.
final class NpyFile implements MatrixFile {

  private static final String WHAT = "a NumPy array";
  private static final Pattern DESCRIPTION = Pattern.compile("'descr'\\s*:\\s*(?:'([^']*)'|(\\[))");
  private static final Pattern FORTRAN = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]*)\\)");
  private static final Pattern TYPE = Pattern.compile("([<>|=])([iufb])([1248])");
  private static final int LONGEST_HEADER = 1 << 20;

  private final DataFile file;
  private final FileBytes bytes;
  private final char kind;
  private final int size;
  private final ByteOrder order;
  private final long rows;
  private final int columns;
  private byte[] buffer = {};

  private NpyFile(DataFile file, FileBytes bytes) throws IOException, DataException {
    this.file = file;
    this.bytes = bytes;
    byte[] magic = new byte[8];
    int found = bytes.read(magic, 0, 8);
    if (found < 8
        || (magic[0] & 0xff) != 0x93
        || !new String(magic, 1, 5, StandardCharsets.ISO_8859_1).equals("NUMPY")) {
      throw bad("the file does not begin as a NumPy array does; allowed: \\x93NUMPY");
    }
    int lengthBytes = magic[6] == 1 ? 2 : 4;
    byte[] length = new byte[4];
    readAll(length, lengthBytes);
    int headerLength = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (magic[6] < 1 || magic[6] > 3 || headerLength < 0 || headerLength > LONGEST_HEADER) {
      throw bad(
          "version %d with a header of %,d bytes; allowed: versions 1 to 3, at most %,d bytes"
              .formatted(magic[6], Integer.toUnsignedLong(headerLength), LONGEST_HEADER));
    }
    byte[] text = new byte[headerLength];
    readAll(text, headerLength);
    String header = new String(text, StandardCharsets.UTF_8);

    Matcher type = TYPE.matcher(description(header));
    if (!type.matches() || (type.group(2).equals("f") && type.group(3).equals("1"))) {
      throw bad(
          "the array is of type %s; allowed: integers of 1 to 8 bytes, floats of 2 to 8, booleans"
              .formatted(Quoted.of(description(header))));
    }
    kind = type.group(2).charAt(0);
    size = Integer.parseInt(type.group(3));
    order = type.group(1).equals(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    long[] shape = shape(header);
    rows = shape[0];
    columns = (int) shape[1];
  }

  static NpyFile open(DataFile file) throws IOException, DataException {
    FileBytes bytes = FileBytes.open(file, WHAT);
    try {
      return new NpyFile(file, bytes);
    } catch (IOException | DataException | RuntimeException e) {
      try (bytes) {
        throw e;
      }
    }
  }

  private String description(String header) throws DataException {
    Matcher matcher = DESCRIPTION.matcher(header);
    if (!matcher.find()) {
      throw bad("the header has no type: %s".formatted(Quoted.of(header.strip())));
    }
    return matcher.group(1) == null ? "records" : matcher.group(1);
  }

  /// Rows and columns.
  private long[] shape(String header) throws DataException {
    Matcher fortran = FORTRAN.matcher(header);
    Matcher matcher = SHAPE.matcher(header);
    if (!fortran.find() || !matcher.find()) {
      throw bad("the header has no shape: %s".formatted(Quoted.of(header.strip())));
    }
    String[] sizes = matcher.group(1).replace(" ", "").replaceFirst(",$", "").split(",", -1);
    long columns = 1;
    long rows = 0;
    try {
      for (int i = 0; i < sizes.length; i++) {
        if (i == 0) {
          rows = Long.parseLong(sizes[0]);
        } else {
          columns = Math.multiplyExact(columns, Long.parseLong(sizes[i]));
        }
      }
    } catch (NumberFormatException | ArithmeticException e) {
      rows = -1;
    }
    if (rows < 0 || columns < 1 || columns > 1_000_000) {
      throw bad(
          "the array has shape (%s); allowed: rows, then 1 to 1,000,000 numbers a row"
              .formatted(matcher.group(1)));
    }
    if (fortran.group(1).equals("True") && columns > 1 && rows > 1) {
      throw bad(
          "the array is in Fortran order; allowed: C order, as numpy.ascontiguousarray makes it");
    }
    return new long[] {rows, columns};
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
    ByteBuffer numbers = ByteBuffer.wrap(buffer).order(order);
    for (int i = 0; i < length; i++) {
      target[i] = number(numbers, i * size);
    }
  }

  private double number(ByteBuffer numbers, int at) {
    return switch (kind) {
      case 'f' ->
          size == 8
              ? numbers.getDouble(at)
              : size == 4 ? numbers.getFloat(at) : Float.float16ToFloat(numbers.getShort(at));
      case 'i' ->
          switch (size) {
            case 1 -> numbers.get(at);
            case 2 -> numbers.getShort(at);
            case 4 -> numbers.getInt(at);
            default -> numbers.getLong(at);
          };
      default ->
          switch (size) {
            case 1 -> numbers.get(at) & 0xff;
            case 2 -> numbers.getShort(at) & 0xffff;
            case 4 -> Integer.toUnsignedLong(numbers.getInt(at));
            default -> unsigned(numbers.getLong(at));
          };
    };
  }

  private static double unsigned(long bits) {
    return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private void readAll(byte[] target, int length) throws IOException, DataException {
    int found = bytes.read(target, 0, length);
    if (found < length) {
      throw bad(
          "the file ends %,d bytes too early; allowed: a whole array".formatted(length - found));
    }
  }

  @Override
  public void checkEnd() throws IOException, DataException {
    if (bytes.read(new byte[1], 0, 1) > 0) {
      throw bad("bytes follow the last of %,d rows; allowed: one array a file".formatted(rows));
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
