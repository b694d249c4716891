package io.github.softjac.model;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The container: a JSON header and named float tensors in one checked file. The format is
/// `docs/model-format.md`.
///
/// The container knows nothing of what the header says; [NetworkFormat] puts a network into it.
public final class ModelFile {

  /// The version of the format that is written, and the only one that is read.
  public static final int VERSION = 1;

  private final String name;
  private final JsonObject header;
  private final List<Tensor> tensors;

  /// A file that is to be written.
  ///
  /// @param header sections of the caller's, in the order in which they are to be written; the key
  ///   `tensors` is the format's own. Copied
  /// @param tensors in the order in which they are to be written; names differ. Their values are
  ///   not copied
  /// @throws IllegalArgumentException if the header has a key `tensors`, or two tensors share a
  ///   name
  public ModelFile(JsonObject header, List<Tensor> tensors) {
    this("model", header.deepCopy(), tensors);
  }

  ModelFile(String name, JsonObject header, List<Tensor> tensors) {
    if (header.has(TensorTable.KEY)) {
      throw new IllegalArgumentException(
          "the header has a key \"" + TensorTable.KEY + "\": the format has it for itself");
    }
    Set<String> names = new HashSet<>();
    for (Tensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException("two tensors are named \"" + tensor.name() + "\"");
      }
    }
    this.name = name;
    this.header = header;
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
  public Tensor tensor(String wanted) throws ModelFileException {
    List<String> names = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (tensor.name().equals(wanted)) {
        return tensor;
      }
      names.add(tensor.name());
    }
    throw invalid(
        "tensor \"%s\" is missing: there are %s"
            .formatted(wanted, ModelFileException.printable(names.toString(), 200)));
  }

  /// A section of the header that is a JSON object, to be read with checks.
  ///
  /// @throws ModelFileException if it is missing or something else
  public Section section(String key) throws ModelFileException {
    return new Section(this::invalid, "", header).section(key);
  }

  /// The exception for content that is wrong by the meaning that a reader gives to it, with the
  /// name of the file that this was read from put before the message.
  public ModelFileException invalid(String message) {
    return invalid(name, message);
  }

  static ModelFileException invalid(String name, String message) {
    return new ModelFileException(name + ": " + message);
  }

  /// Writes the file whole or not at all, see [AtomicFile]. The same content gives the same bytes.
  ///
  /// @throws IOException if it cannot be written; a file that was there before is as it was
  /// @throws IllegalArgumentException if the header holds what JSON cannot say (NaN, half a
  ///   surrogate pair), more than 64 levels, or more than 64 MiB
  public static void write(Path path, ModelFile file) throws IOException {
    write(path, file, Disk.REAL);
  }

  static void write(Path path, ModelFile file, Disk disk) throws IOException {
    byte[] header = ModelFileWriter.header(file);
    AtomicFile.write(path, out -> ModelFileWriter.write(header, file, out), disk);
  }

  /// Reads and checks all of a file. Nothing is allocated on the word of the file alone: each size
  /// is first held against the size of the file.
  ///
  /// @throws IOException if it is not there, cannot be read, or is larger than the memory
  /// @throws ModelFileException if it is anything but a whole, undamaged model file
  public static ModelFile read(Path path) throws IOException, ModelFileException {
    try (FileChannel channel = open(path)) {
      return new ModelFileReader(path, channel).read();
    }
  }

  /// SHA-256 of a whole file, 64 lower-case hexadecimal digits, as `sha256sum` prints it.
  ///
  /// @throws IOException if it is not there or cannot be read
  public static String sha256(Path path) throws IOException {
    try (FileChannel channel = open(path)) {
      return HexFormat.of().formatHex(Sha256.of(channel, channel.size()));
    }
  }

  /// Java's own messages for these are the bare path.
  private static FileChannel open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString(), null, "no such file");
    }
    if (!Files.isRegularFile(path)) {
      throw new FileSystemException(
          path.toString(),
          null,
          Files.isDirectory(path) ? "is a directory: a file is needed" : "is not a regular file");
    }
    try {
      return FileChannel.open(path, StandardOpenOption.READ);
    } catch (AccessDeniedException e) {
      AccessDeniedException named =
          new AccessDeniedException(path.toString(), null, "may not be read: permission denied");
      named.initCause(e);
      throw named;
    }
  }
}
