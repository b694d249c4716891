package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever happens to a file on its way, reading it ends in a [ModelFileException] of one line
/// that names the file.
class ModelFileDamageTest {

  @TempDir Path directory;
  private Path path;
  private byte[] whole;

  @BeforeEach
  void writeASmallFile() throws IOException {
    path = directory.resolve("m.softjac");
    JsonObject section = new JsonObject();
    section.addProperty("name", "täst");
    section.addProperty("mean", -1.25e-3);
    JsonObject header = new JsonObject();
    header.add("section", section);
    List<Tensor> tensors =
        List.of(
            new Tensor("w", new int[] {2, 3}, new float[] {1, 2, 3, 4, 5, 6}),
            new Tensor("b", new int[] {3}, new float[] {-1, 0, 1}));
    ModelFile.write(path, new ModelFile(header, tensors));
    whole = Files.readAllBytes(path);
  }

  private ModelFileException problemOf(byte[] bytes) throws IOException {
    ModelBytes.overwrite(path, bytes);
    ModelFileException problem =
        catchThrowableOfType(ModelFileException.class, () -> ModelFile.read(path));
    assertThat(problem).isNotNull();
    assertThat(problem.getMessage())
        .startsWith(path + ": ")
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(path.toString().length() + 250);
    return problem;
  }

  @Test
  void fileCutAnywhereIsRefused() throws Exception {
    for (int length = 0; length < whole.length; length++) {
      ModelFileException problem = problemOf(Arrays.copyOf(whole, length));
      assertThat(problem.getMessage())
          .as("cut to %d of %d bytes", length, whole.length)
          .containsPattern("cut short|is empty");
    }
  }

  @Test
  void eachFlippedBitIsFound() throws Exception {
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(problemOf(flipped)).as("bit %d of byte %d", bit % 8, bit / 8).isNotNull();
    }
  }

  @Test
  void flippedBitAfterTheHeaderLengthIsCalledDamage() throws Exception {
    for (int at = 16; at < whole.length; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      // A digit of a size may make the file look too short or too long instead.
      assertThat(problemOf(flipped).getMessage())
          .as("byte %d", at)
          .containsPattern("is damaged|is cut short|follows its end");
    }
  }

  @Test
  void eachFlippedBitWithACorrectedChecksumIsReadOrRefused() throws Exception {
    int refused = 0;
    for (int bit = 0; bit < 8 * (whole.length - 32); bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      ModelBytes.overwrite(path, ModelBytes.corrected(flipped));
      try {
        ModelFile.read(path);
      } catch (ModelFileException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(path + ": ").doesNotContainPattern("\\p{Cntrl}");
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void bytesAfterTheEndAreRefused() throws Exception {
    assertThat(problemOf(Arrays.copyOf(whole, whole.length + 1)).getMessage())
        .endsWith(
            "something follows its end: it has %d bytes, by its header it should have %d"
                .formatted(whole.length + 1, whole.length));
  }

  @Test
  void twoFilesInOneAreRefused() throws Exception {
    assertThat(problemOf(ModelBytes.join(whole, whole)).getMessage())
        .contains("something follows its end");
  }

  @Test
  void fileWrittenOverWithZerosInTheMiddleIsDamaged() throws Exception {
    byte[] holed = whole.clone();
    Arrays.fill(holed, 64, 128, (byte) 0);
    assertThat(problemOf(holed).getMessage()).contains("is damaged");
  }

  @Test
  void fileCopiedAsTextIsRefused() throws Exception {
    String text = new String(whole, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
    assertThat(problemOf(text.getBytes(StandardCharsets.ISO_8859_1)).getMessage())
        .contains("begins with \"SOFTJAC\\u000d\"");
  }

  @Test
  void emptyFileIsCalledEmpty() throws Exception {
    assertThat(problemOf(new byte[0]).getMessage())
        .isEqualTo(path + ": it is empty: a Softjac model file is needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "species,island\nAdelie,Torgersen\n",
        "{\"tensors\":[]}",
        "PK\u0003\u0004 a zip file, or a jar",
        "\u0089HDF\r\n\u001a\n",
        "S",
        "SOFTJAB",
        "softjac\nlower case, as any prose may begin that is longer than the shortest model file is",
        "\u001b[31mred\u001b[0m\u0007",
      })
  void foreignFileIsCalledForeign(String content) throws Exception {
    String expected = content.equals("S") ? "is cut short" : "is not a Softjac model file";
    assertThat(problemOf(content.getBytes(StandardCharsets.ISO_8859_1)).getMessage())
        .contains(expected);
  }

  @Test
  void compressedModelIsForeign() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(whole);
    }
    assertThat(problemOf(bytes.toByteArray()).getMessage()).contains("is not a Softjac model file");
  }

  @Test
  void newerVersionIsCalledNewer() throws Exception {
    byte[] newer = whole.clone();
    newer[8] = 2;
    assertThat(problemOf(newer).getMessage())
        .isEqualTo(
            path + ": it has format version 2: this program reads version 1; use a newer Softjac");
  }

  @Test
  void versionIsUnsigned() throws Exception {
    byte[] newest = whole.clone();
    Arrays.fill(newest, 8, 12, (byte) 0xff);
    assertThat(problemOf(newest).getMessage()).contains("version 4294967295");
  }

  @Test
  void versionZeroDoesNotExist() throws Exception {
    byte[] zero = whole.clone();
    zero[8] = 0;
    assertThat(problemOf(zero).getMessage()).contains("version 0, which does not exist");
  }

  @Test
  void fileIsLeftAsItIsByAFailedRead() throws Exception {
    byte[] cut = Arrays.copyOf(whole, 100);
    ModelBytes.overwrite(path, cut);
    assertThatExceptionOfType(ModelFileException.class).isThrownBy(() -> ModelFile.read(path));
    assertThat(path).hasBinaryContent(cut);
  }
}
