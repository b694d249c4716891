package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import io.github.softjac.model.CheckpointDirectory.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A disk fails at every single step of a write, one after the other: what was there before stays,
/// or the new file is there whole, and the message says what happened to which file.
class FaultyDiskTest {

  private static final String FULL = "No space left on device";
  private static final String BROKEN = "Input/output error";

  @TempDir Path directory;

  /// A file that takes several writes, and tells its step.
  private static ModelFile file(int step) {
    JsonObject header = new JsonObject();
    header.addProperty("step", step);
    float[] values = new float[70_000];
    values[0] = step;
    return new ModelFile(header, List.of(new Tensor("w", new int[] {values.length}, values)));
  }

  private Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> paths = Files.list(directory)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readAllBytes(path));
      }
    }
    return files;
  }

  private void assertUntouched(Map<String, byte[]> before, String step) throws IOException {
    Map<String, byte[]> now = files();
    assertThat(now.keySet()).as(step).isEqualTo(before.keySet());
    before.forEach((name, bytes) -> assertThat(now.get(name)).as(step).isEqualTo(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {FULL, BROKEN})
  void aModelIsTheOldOneOrTheNewOneWhateverFails(String message) throws Exception {
    Path model = directory.resolve("m.softjac");
    ModelFile.write(model, file(2));
    byte[] written = Files.readAllBytes(model);
    List<String> failed = new ArrayList<>();
    while (true) {
      ModelFile.write(model, file(1));
      Map<String, byte[]> before = files();
      FaultyDisk disk = new FaultyDisk(failed.size(), message);
      IOException problem =
          catchThrowableOfType(IOException.class, () -> ModelFile.write(model, file(2), disk));
      if (!disk.hasFailed()) {
        break;
      }
      failed.add(disk.failed());
      assertThat(problem).as(disk.failed()).hasMessageStartingWith(model + ": ");
      assertThat(problem).as(disk.failed()).hasMessageEndingWith(": " + message);
      if (disk.failed().equals("sync of the directory")) {
        assertThat(problem).hasMessageContaining("is written, but a power cut may undo it");
        assertThat(files()).hasSize(1);
        assertThat(model).hasBinaryContent(written);
      } else {
        assertThat(problem).hasMessageContaining("cannot be written");
        assertUntouched(before, disk.failed());
      }
    }
    assertThat(new TreeSet<>(failed))
        .containsExactly("create", "rename", "sync", "sync of the directory", "write");
    assertThat(failed.stream().filter("write"::equals)).hasSizeGreaterThan(2);
  }

  private int newest() throws IOException, ModelFileException {
    List<String> warnings = new ArrayList<>();
    Found found = new CheckpointDirectory(directory).newest(warnings::add);
    assertThat(warnings).isEmpty();
    return found == null ? -1 : (int) found.file().tensor("w").values()[0];
  }

  private void clear() throws IOException {
    for (String name : files().keySet()) {
      Files.delete(directory.resolve(name));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {FULL, BROKEN})
  void thereIsAWholeCheckpointWhateverFails(String message) throws Exception {
    List<String> failed = new ArrayList<>();
    while (true) {
      clear();
      FaultyDisk disk = new FaultyDisk(failed.size(), message);
      CheckpointDirectory checkpoints = new CheckpointDirectory(directory, disk);
      int steps = 0;
      IOException problem = null;
      Map<String, byte[]> before = Map.of();
      while (problem == null && steps < 4) {
        int step = ++steps;
        before = files();
        problem =
            catchThrowableOfType(IOException.class, () -> checkpoints.write(step, file(step)));
      }
      if (!disk.hasFailed()) {
        break;
      }
      failed.add(disk.failed());
      assertThat(problem).as(disk.failed()).isNotNull();
      assertThat(problem).hasMessageContaining("checkpoint-").hasMessageEndingWith(": " + message);
      switch (disk.failed()) {
        case "sync of the directory", "delete" -> assertThat(newest()).isEqualTo(steps);
        default -> {
          assertUntouched(before, disk.failed());
          if (steps > 1) {
            assertThat(newest()).isEqualTo(steps - 1);
          }
        }
      }
      // The disk is well again: training goes on, and two are kept.
      checkpoints.write(steps + 1, file(steps + 1));
      checkpoints.write(steps + 2, file(steps + 2));
      assertThat(newest()).isEqualTo(steps + 2);
      assertThat(files()).hasSize(2);
    }
    assertThat(new TreeSet<>(failed))
        .containsExactly("create", "delete", "rename", "sync", "sync of the directory", "write");
    assertThat(failed.stream().filter("rename"::equals)).hasSize(4);
  }
}
