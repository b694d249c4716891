package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.softjac.model.CheckpointDirectory.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointDirectoryTest {

  @TempDir Path directory;

  private final List<String> warnings = new ArrayList<>();

  /// A small file that tells its step.
  private static ModelFile file(int step) {
    JsonObject header = new JsonObject();
    header.addProperty("step", step);
    return new ModelFile(header, List.of(new Tensor("w", new int[] {2}, new float[] {step, 1})));
  }

  private CheckpointDirectory checkpoints() {
    return new CheckpointDirectory(directory);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private int newest() throws IOException, ModelFileException {
    Found found = checkpoints().newest(warnings::add);
    return found == null ? -1 : (int) found.file().tensor("w").values()[0];
  }

  @Test
  void theLastTwoAreKept() throws Exception {
    CheckpointDirectory checkpoints = checkpoints();
    for (int step : new int[] {1, 2, 3, 40}) {
      checkpoints.write(step, file(step));
    }
    assertThat(names())
        .containsExactly("checkpoint-000000000003.softjac", "checkpoint-000000000040.softjac");
    assertThat(newest()).isEqualTo(40);
  }

  @Test
  void theSameStepWrittenAgainKeepsTheOneBefore() throws Exception {
    CheckpointDirectory checkpoints = checkpoints();
    for (int step : new int[] {1, 2, 2}) {
      checkpoints.write(step, file(step));
    }
    assertThat(names())
        .containsExactly("checkpoint-000000000001.softjac", "checkpoint-000000000002.softjac");
  }

  @Test
  void otherFilesAreLeftAlone() throws Exception {
    Files.writeString(directory.resolve("notes.txt"), "mine");
    Files.writeString(directory.resolve("checkpoint-1.softjac"), "mine");
    checkpoints().write(1, file(1));
    assertThat(names()).hasSize(3);
    assertThat(newest()).isEqualTo(1);
  }

  @Test
  void noDirectoryHasNoCheckpoint() throws Exception {
    assertThat(new CheckpointDirectory(directory.resolve("none")).newest(warnings::add)).isNull();
  }

  @Test
  void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "x");
    assertThatThrownBy(() -> new CheckpointDirectory(file).create())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a file: a directory for checkpoints is needed");
  }

  @Test
  void halfWrittenFilesOfAKilledProgramAreDeleted() throws Exception {
    Files.writeString(directory.resolve(".softjac-0123456789abcdef.tmp"), "half");
    Files.writeString(directory.resolve(".softjac-notes.tmp"), "mine");
    checkpoints().write(1, file(1));
    checkpoints().clean();
    assertThat(names()).containsExactly(".softjac-notes.tmp", "checkpoint-000000000001.softjac");
  }

  private byte[] twoCheckpoints() throws IOException {
    CheckpointDirectory checkpoints = checkpoints();
    checkpoints.write(1, file(1));
    return Files.readAllBytes(checkpoints.write(2, file(2)));
  }

  private void damage(byte[] bytes) throws IOException {
    Files.write(directory.resolve("checkpoint-000000000002.softjac"), bytes);
  }

  private void assertFallsBack(String damage) throws Exception {
    warnings.clear();
    assertThat(newest()).as(damage).isEqualTo(1);
    assertThat(warnings).as(damage).hasSize(1);
    assertThat(warnings.getFirst())
        .contains("checkpoint-000000000002.softjac")
        .endsWith("going back to the checkpoint before it");
  }

  @Test
  void truncationAtAnyByteFallsBack() throws Exception {
    byte[] whole = twoCheckpoints();
    for (int length = 0; length < whole.length; length++) {
      damage(java.util.Arrays.copyOf(whole, length));
      assertFallsBack("cut to " + length + " bytes");
    }
  }

  @Test
  void anyFlippedBitFallsBack() throws Exception {
    byte[] whole = twoCheckpoints();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      damage(flipped);
      assertFallsBack("bit " + bit + " flipped");
    }
  }

  @Test
  void zerosFallBack() throws Exception {
    damage(new byte[twoCheckpoints().length]);
    assertFallsBack("zeroed");
  }

  @Test
  void aDeletedNewestLeavesTheOneBefore() throws Exception {
    twoCheckpoints();
    Files.delete(directory.resolve("checkpoint-000000000002.softjac"));
    assertThat(newest()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void damageToAllIsRefused() throws Exception {
    twoCheckpoints();
    for (String name : names()) {
      Files.write(directory.resolve(name), new byte[0]);
    }
    assertThatThrownBy(this::newest)
        .isInstanceOf(ModelFileException.class)
        .hasMessageContaining("none of its 2 checkpoints can be used")
        .hasMessageContaining("it is empty");
  }
}
