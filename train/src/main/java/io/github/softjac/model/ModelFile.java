package io.github.softjac.model;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The container: a JSON header and named float tensors in one checked file. The format is
/// `docs/model-format.md`.
@SuppressWarnings("DoNotCallSuggester") // signatures first, bodies follow
public final class ModelFile {

  private final JsonObject header;
  private final List<Tensor> tensors;

  /// @param header sections of the caller's, in the order in which they are to be written; the key
  ///   `tensors` is the format's own. Copied
  /// @param tensors in the order in which they are to be written; names differ
  /// @throws IllegalArgumentException if the header has a key `tensors`, or two tensors share a
  ///   name
  public ModelFile(JsonObject header, List<Tensor> tensors) {
    this.header = header.deepCopy();
    this.tensors = List.copyOf(tensors);
  }

  /// The caller's sections, as a copy; without `tensors`.
  public JsonObject header() {
    return header.deepCopy();
  }

  /// All tensors, in file order.
  public List<Tensor> tensors() {
    return tensors;
  }

  /// The tensor of this name.
  ///
  /// @throws ModelFileException if there is none; the message lists what there is
  public Tensor tensor(String name) throws ModelFileException {
    throw invalid(name);
  }

  /// A section of the header that is a JSON object, read with checks.
  ///
  /// @throws ModelFileException if there is none or it is something else
  public Section section(String key) throws ModelFileException {
    throw invalid(key);
  }

  /// The exception for content that is wrong by the meaning that a reader gives to it, with the
  /// name of the file that this was read from put before the message.
  public ModelFileException invalid(String message) {
    return new ModelFileException(message);
  }

  /// Writes the file whole or not at all, see [AtomicFile]. The same content gives the same bytes.
  ///
  /// @throws IOException if it cannot be written; a file that was there before is as it was
  public static void write(Path path, ModelFile file) throws IOException {
    throw new IOException(path.toString());
  }

  /// Reads and checks all of a file. Nothing is allocated on the word of the file alone: each size
  /// is first held against the size of the file.
  ///
  /// @throws IOException if it is not there or cannot be read
  /// @throws ModelFileException if it is anything but a whole, undamaged model file
  public static ModelFile read(Path path) throws IOException, ModelFileException {
    throw new IOException(path.toString());
  }

  /// SHA-256 of a whole file, 64 lower-case hexadecimal digits, as `sha256sum` prints it.
  public static String sha256(Path path) throws IOException {
    throw new IOException(path.toString());
  }
}
