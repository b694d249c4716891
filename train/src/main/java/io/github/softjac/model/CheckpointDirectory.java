package io.github.softjac.model;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The checkpoints of one training: model files named by the step, of which the last two are kept.
///
/// Each is written whole or not at all ([AtomicFile]) before an older one is deleted, so there is
/// one to go back to at any moment, and one before it should the newest be damaged.
public final class CheckpointDirectory {

  private static final Pattern NAME = Pattern.compile("checkpoint-\\d{12}\\.softjac");

  private final Path directory;
  private final Disk disk;

  /// The checkpoint that was written or read last.
  private @Nullable Path last;

  /// A directory that may not be there yet.
  public CheckpointDirectory(Path directory) {
    this(directory, Disk.REAL);
  }

  CheckpointDirectory(Path directory, Disk disk) {
    this.directory = directory;
    this.disk = disk;
  }

  /// A checkpoint that was read.
  public record Found(Path path, ModelFile file) {}

  /// Makes the directory if it is not there.
  ///
  /// @throws IOException if it cannot be made, or is a file
  public void create() throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new FileSystemException(
          directory.toString(), null, "is a file: a directory for checkpoints is needed");
    }
    Files.createDirectories(directory);
  }

  /// The checkpoints there are, newest first, whatever is in them.
  ///
  /// @throws IOException if the directory cannot be read
  public List<Path> list() throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(
              Comparator.comparing((Path file) -> String.valueOf(file.getFileName())).reversed())
          .toList();
    }
  }

  /// Deletes what a killed program left half-written. The folder belongs to one training, so nobody
  /// else is writing there.
  ///
  /// @throws IOException if the directory cannot be read or a file not be deleted
  public void clean() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(TemporaryFile::isNameOfOne).toList()) {
        disk.delete(file);
      }
    }
  }

  /// Reads the newest checkpoint that is whole; `null` if there is none at all.
  ///
  /// @param warnings receives a sentence for each that is not
  /// @throws ModelFileException if there are checkpoints, and none of them is whole
  /// @throws IOException if the directory cannot be read
  public @Nullable Found newest(Consumer<String> warnings) throws IOException, ModelFileException {
    List<Path> paths = list();
    List<String> damages = new ArrayList<>();
    for (Path path : paths) {
      try {
        Found found = new Found(path, ModelFile.read(path));
        last = path;
        damages.forEach(warnings);
        return found;
      } catch (ModelFileException | IOException e) {
        damages.add(e.getMessage() + "; going back to the checkpoint before it");
      }
    }
    if (damages.isEmpty()) {
      return null;
    }
    throw new ModelFileException(
        "%s: none of its %d checkpoints can be used: %s"
            .formatted(
                directory,
                paths.size(),
                damages.getFirst().replace("; going back to the checkpoint before it", "")));
  }

  /// Writes a checkpoint, then deletes all but this one and the one written or read before it.
  ///
  /// @param step number of the step it stands at
  /// @return its path
  /// @throws IOException if it cannot be written, and the older ones are as they were; or if it is
  ///   written and an older one cannot be deleted; the message says which
  public Path write(long step, ModelFile file) throws IOException {
    Path path = directory.resolve(String.format(Locale.ROOT, "checkpoint-%012d.softjac", step));
    ModelFile.write(path, file, disk);
    if (path.equals(last)) {
      return path; // the same step again: the one before it is still needed
    }
    @Nullable Path before = last;
    last = path;
    for (Path other : list()) {
      if (!other.equals(path) && !other.equals(before)) {
        delete(other);
      }
    }
    return path;
  }

  private void delete(Path old) throws IOException {
    try {
      disk.delete(old);
    } catch (IOException e) {
      throw TargetStream.failure(old, "is not needed any more and cannot be deleted", e);
    }
  }
}
