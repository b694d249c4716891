package io.github.softjac.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The table `tensors` in the header of a model file: where each tensor lies in the data, which
/// begin after the header. Everything in it follows from names and shapes, so a reader holds each
/// number against the one that must be there: nothing can overlap or be left out.
final class TensorTable {

  /// Key of the table in the header.
  static final String KEY = "tensors";

  private static final int ALIGNMENT = 64;
  private static final String FLOATS = "f32";

  private TensorTable() {}

  /// One tensor's place.
  ///
  /// @param shape as stated, checked
  /// @param offset of its first byte, from the beginning of the data
  /// @param count of its values
  // Never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Extent(String name, int[] shape, long offset, int count) {

    /// The position after its last byte, from the beginning of the data.
    long end() {
      return offset + (long) count * Float.BYTES;
    }
  }

  /// The next position that is a multiple of 64.
  static long aligned(long position) {
    return (position + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static JsonArray describe(List<Tensor> tensors) {
    JsonArray table = new JsonArray();
    long end = 0;
    for (Tensor tensor : tensors) {
      long offset = aligned(end);
      long bytes = (long) tensor.values().length * Float.BYTES;
      end = offset + bytes;
      JsonArray shape = new JsonArray();
      for (int size : tensor.shape()) {
        shape.add(size);
      }
      JsonObject row = new JsonObject();
      row.addProperty("name", tensor.name());
      row.addProperty("dtype", FLOATS);
      row.add("shape", shape);
      row.addProperty("offset", offset);
      row.addProperty("bytes", bytes);
      table.add(row);
    }
    return table;
  }

  /// The table of a header, each number checked. Nothing is known yet of the size of the file.
  static List<Extent> read(Section header) throws ModelFileException {
    List<Extent> extents = new ArrayList<>();
    Set<String> names = new HashSet<>();
    long end = 0;
    for (Section row : header.sections(KEY)) {
      Extent extent = readRow(row, aligned(end));
      if (!names.add(extent.name())) {
        throw row.invalid("tensor \"%s\" is there twice".formatted(extent.name()));
      }
      extents.add(extent);
      end = extent.end();
    }
    return extents;
  }

  private static Extent readRow(Section row, long offset) throws ModelFileException {
    String name = row.text("name");
    if (!Tensor.NAME.matcher(name).matches()) {
      throw row.invalid(
          "name is \"%s\": allowed are 1 to 128 of the characters A-Z a-z 0-9 . _ - /"
              .formatted(ModelFileException.printable(name, 60)));
    }
    String type = row.text("dtype");
    if (!type.equals(FLOATS)) {
      throw row.invalid(
          "dtype of \"%s\" is \"%s\": allowed is \"%s\""
              .formatted(name, ModelFileException.printable(type, 60), FLOATS));
    }
    int[] shape = row.integers("shape", 1, Tensor.MOST_VALUES);
    long count = Tensor.count(shape);
    if (count < 0) {
      throw row.invalid(
          "shape of \"%s\" is %s: allowed are at most %d sizes whose product is at most %d"
              .formatted(
                  name,
                  ModelFileException.printable(Arrays.toString(shape), 60),
                  Tensor.MOST_DIMENSIONS,
                  Tensor.MOST_VALUES));
    }
    Extent extent = new Extent(name, shape, offset, (int) count);
    expect(row, "offset", offset);
    expect(row, "bytes", extent.end() - offset);
    return extent;
  }

  private static void expect(Section row, String key, long expected) throws ModelFileException {
    row.whole(key, expected, expected);
  }
}
