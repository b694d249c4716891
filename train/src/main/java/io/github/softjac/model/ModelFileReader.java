package io.github.softjac.model;

import com.google.gson.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads and checks one model file, in the order in which its parts vouch for each other: what the
/// first bytes say is held against the size of the file before anything is allocated by it.
final class ModelFileReader {

  private static final int SMALLEST = 64 + Sha256.BYTES;
  private static final int CHUNK = 1 << 16;

  private final Path path;
  private final FileChannel channel;
  private final long size;

  ModelFileReader(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
  }

  ModelFile read() throws IOException, ModelFileException {
    try {
      return readParts();
    } catch (EOFException e) {
      throw invalid("it became shorter while it was read: is it being written?");
    }
  }

  private ModelFile readParts() throws IOException, ModelFileException {
    int headerLength = readPrologue();
    long dataStart = TensorTable.aligned((long) ModelFileWriter.PROLOGUE + headerLength);
    byte[] headerBytes = bytes(ModelFileWriter.PROLOGUE, headerLength);
    JsonObject header;
    List<TensorTable.Extent> extents;
    try {
      header = parse(headerBytes);
      extents = TensorTable.read(new Section(this::invalid, "", header));
    } catch (ModelFileException e) {
      // Damage explains a strange header better than the header's own words.
      checkChecksum();
      throw e;
    }
    checkSize(dataStart, extents);
    checkMemory(extents);
    checkChecksum();
    checkZeros(ModelFileWriter.PROLOGUE + headerLength, dataStart);
    List<Tensor> tensors = new ArrayList<>(extents.size());
    long end = dataStart;
    for (TensorTable.Extent extent : extents) {
      checkZeros(end, dataStart + extent.offset());
      tensors.add(tensor(extent, dataStart));
      end = dataStart + extent.end();
    }
    header.remove(TensorTable.KEY);
    return new ModelFile(path.toString(), header, tensors);
  }

  /// Checks magic, version and the length of the header, and returns the latter.
  private int readPrologue() throws IOException, ModelFileException {
    if (size == 0) {
      throw invalid("it is empty: a Softjac model file is needed");
    }
    byte[] magic = bytes(0, (int) Math.min(size, ModelFileWriter.MAGIC.length));
    if (!Arrays.equals(magic, Arrays.copyOf(ModelFileWriter.MAGIC, magic.length))) {
      throw invalid(
          "it is not a Softjac model file: it begins with \"%s\", such a file with \"SOFTJAC\\u000a\""
              .formatted(new String(magic, StandardCharsets.ISO_8859_1)));
    }
    if (size < SMALLEST) {
      throw invalid(
          "it is cut short: it has %d bytes, a model file has at least %d"
              .formatted(size, SMALLEST));
    }
    ByteBuffer numbers = ByteBuffer.wrap(bytes(magic.length, 8)).order(ByteOrder.LITTLE_ENDIAN);
    long version = Integer.toUnsignedLong(numbers.getInt());
    if (version != ModelFile.VERSION) {
      throw invalid(
          version > ModelFile.VERSION
              ? "it has format version %d: this program reads version %d; use a newer Softjac"
                  .formatted(version, ModelFile.VERSION)
              : "it has format version %d, which does not exist".formatted(version));
    }
    long headerLength = Integer.toUnsignedLong(numbers.getInt());
    if (TensorTable.aligned(ModelFileWriter.PROLOGUE + headerLength) > size - Sha256.BYTES) {
      throw invalid(
          "it is cut short or damaged: a header of %d bytes does not fit a file of %d"
              .formatted(headerLength, size));
    }
    if (headerLength > ModelFileWriter.MOST_HEADER) {
      throw invalid(
          "its header has %d bytes: at most %d are allowed"
              .formatted(headerLength, ModelFileWriter.MOST_HEADER));
    }
    return (int) headerLength;
  }

  private JsonObject parse(byte[] header) throws ModelFileException {
    try {
      return StrictJson.parse(header);
    } catch (StrictJson.MalformedException e) {
      throw invalid("its header is not allowed: " + e.getMessage());
    }
  }

  private void checkSize(long dataStart, List<TensorTable.Extent> extents)
      throws ModelFileException {
    long needed = dataStart + (extents.isEmpty() ? 0 : extents.getLast().end()) + Sha256.BYTES;
    if (size != needed) {
      throw invalid(
          "%s: it has %d bytes, by its header it should have %d"
              .formatted(
                  size < needed ? "it is cut short" : "something follows its end", size, needed));
    }
  }

  private void checkMemory(List<TensorTable.Extent> extents) throws IOException {
    long most = Runtime.getRuntime().maxMemory();
    if (!extents.isEmpty() && extents.getLast().end() > most) {
      throw new FileSystemException(
          path.toString(),
          null,
          "its tensors have %d bytes and this program may use %d of memory: raise -Xmx"
              .formatted(extents.getLast().end(), most));
    }
  }

  private void checkChecksum() throws IOException, ModelFileException {
    byte[] found = Sha256.of(channel, size - Sha256.BYTES);
    if (!Arrays.equals(found, bytes(size - Sha256.BYTES, Sha256.BYTES))) {
      throw invalid(
          "it is damaged: its content does not match its checksum; take another copy, or train"
              + " again");
    }
  }

  private void checkZeros(long from, long to) throws IOException, ModelFileException {
    for (byte padding : bytes(from, (int) (to - from))) {
      if (padding != 0) {
        throw invalid("the padding before byte %d is not all zeros".formatted(to));
      }
    }
  }

  private Tensor tensor(TensorTable.Extent extent, long dataStart)
      throws IOException, ModelFileException {
    float[] values = new float[extent.count()];
    ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int most = CHUNK / Float.BYTES;
    for (int from = 0; from < values.length; from += most) {
      int count = Math.min(most, values.length - from);
      chunk.clear().limit(count * Float.BYTES);
      fill(chunk, dataStart + extent.offset() + (long) from * Float.BYTES);
      chunk.flip().asFloatBuffer().get(values, from, count);
    }
    int odd = Tensor.firstNotFinite(values);
    if (odd >= 0) {
      throw invalid(
          "tensor \"%s\" holds %s at index %d: values must be finite"
              .formatted(extent.name(), values[odd], odd));
    }
    return new Tensor(extent.name(), extent.shape(), values);
  }

  private byte[] bytes(long position, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    fill(buffer, position);
    return buffer.array();
  }

  private void fill(ByteBuffer buffer, long position) throws IOException {
    long next = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, next);
      if (read < 0) {
        throw new EOFException();
      }
      next += read;
    }
  }

  private ModelFileException invalid(String message) {
    return ModelFile.invalid(path.toString(), message);
  }
}
