package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {

  @TempDir Path directory;

  private static JsonObject header() {
    JsonObject schema = new JsonObject();
    schema.addProperty("label", "Größe \"x\"\n\u2028 𝄞 <&>");
    schema.addProperty("mean", 0.1 + 0.2);
    schema.addProperty("seed", Long.MIN_VALUE);
    schema.addProperty("balanced", true);
    schema.add("nothing", JsonNull.INSTANCE);
    JsonArray classes = new JsonArray();
    classes.add("b");
    classes.add("a");
    schema.add("classes", classes);
    JsonObject header = new JsonObject();
    header.add("schema", schema);
    header.addProperty("a", 1);
    return header;
  }

  private static List<Tensor> tensors() {
    return List.of(
        new Tensor("w", new int[] {2, 3}, new float[] {1, -0f, Float.MIN_VALUE, 4, 5, 6}),
        new Tensor("b/0", new int[] {17}, new float[17]),
        new Tensor("scalar", new int[] {}, new float[] {Float.MAX_VALUE}));
  }

  private Path written(JsonObject header, List<Tensor> tensors) throws IOException {
    Path path = directory.resolve("m.softjac");
    ModelFile.write(path, new ModelFile(header, tensors));
    return path;
  }

  @Test
  void headerComesBackAsItWasWritten() throws Exception {
    ModelFile read = ModelFile.read(written(header(), tensors()));
    assertThat(read.header()).isEqualTo(header());
    assertThat(read.header().keySet()).containsExactly("schema", "a");
  }

  @Test
  void tensorsComeBackToTheBit() throws Exception {
    ModelFile read = ModelFile.read(written(header(), tensors()));
    assertThat(read.tensors()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Tensor expected = tensors().get(i);
      Tensor found = read.tensors().get(i);
      assertThat(found.name()).isEqualTo(expected.name());
      assertThat(found.shape()).isEqualTo(expected.shape());
      // Compares bits: −0 is not 0.
      assertThat(found.values()).isEqualTo(expected.values());
    }
  }

  @Test
  void manyChunksOfValuesComeBack() throws Exception {
    float[] values = new float[3 * (1 << 14) + 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path path =
        written(new JsonObject(), List.of(new Tensor("x", new int[] {values.length}, values)));
    assertThat(ModelFile.read(path).tensor("x").values()).isEqualTo(values);
  }

  @Test
  void bytesAreThoseOfTheSpecification() throws Exception {
    JsonObject header = new JsonObject();
    header.addProperty("k", 1.5);
    Path path =
        written(
            header,
            List.of(
                new Tensor("a", new int[] {1, 2}, new float[] {1, 2}),
                new Tensor("b", new int[] {1}, new float[] {3})));
    byte[] expected =
        ModelBytes.of(
            "{\"k\":1.5,\"tensors\":["
                + "{\"name\":\"a\",\"dtype\":\"f32\",\"shape\":[1,2],\"offset\":0,\"bytes\":8},"
                + "{\"name\":\"b\",\"dtype\":\"f32\",\"shape\":[1],\"offset\":64,\"bytes\":4}]}",
            ModelBytes.join(ModelBytes.floats(1, 2), new byte[56], ModelBytes.floats(3)));
    assertThat(Files.readAllBytes(path)).isEqualTo(expected);
  }

  @Test
  void fileWithoutTensorsIsWrittenAndRead() throws Exception {
    Path path = written(new JsonObject(), List.of());
    assertThat(path).hasBinaryContent(ModelBytes.of("{\"tensors\":[]}", new byte[0]));
    assertThat(ModelFile.read(path).tensors()).isEmpty();
  }

  @Test
  void sameContentGivesSameBytes() throws Exception {
    byte[] first = Files.readAllBytes(written(header(), tensors()));
    byte[] second = Files.readAllBytes(written(header(), tensors()));
    assertThat(second).isEqualTo(first);
  }

  @Test
  void writingWhatWasReadGivesTheSameBytes() throws Exception {
    Path path = written(header(), tensors());
    byte[] first = Files.readAllBytes(path);
    ModelFile.write(path, ModelFile.read(path));
    assertThat(path).hasBinaryContent(first);
  }

  @Test
  void headerWithWhiteSpaceAndOtherOrderOfKeysIsRead() throws Exception {
    String header =
        """
        {
          "tensors": [ {"bytes": 4, "offset": 0, "shape": [], "dtype": "f32", "name": "s"} ],
          "k": { "x": 1e2 }
        }\
        """;
    Path path = Files.write(directory.resolve("m"), ModelBytes.of(header, ModelBytes.floats(7)));
    ModelFile read = ModelFile.read(path);
    assertThat(read.tensor("s").values()).containsExactly(7f);
    assertThat(read.section("k").number("x")).isEqualTo(100);
  }

  @Test
  void unknownKeysOfATensorAreIgnored() throws Exception {
    String header =
        "{\"tensors\":[{\"name\":\"s\",\"dtype\":\"f32\",\"shape\":[],\"offset\":0,\"bytes\":4,"
            + "\"unit\":\"m\"}]}";
    Path path = Files.write(directory.resolve("m"), ModelBytes.of(header, ModelBytes.floats(7)));
    assertThat(ModelFile.read(path).tensors()).hasSize(1);
  }

  @Test
  void headerIsACopy() {
    JsonObject header = header();
    ModelFile file = new ModelFile(header, List.of());
    header.remove("schema");
    file.header().remove("schema");
    assertThat(file.header().has("schema")).isTrue();
  }

  @Test
  void missingTensorIsNamedWithThoseThatAreThere() throws Exception {
    Path path = written(new JsonObject(), tensors());
    ModelFile read = ModelFile.read(path);
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> read.tensor("v"))
        .withMessage(path + ": tensor \"v\" is missing: there are [w, b/0, scalar]");
  }

  @Test
  void headerMustNotHaveAKeyTensors() {
    JsonObject header = new JsonObject();
    header.addProperty("tensors", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFile(header, List.of()))
        .withMessageContaining("\"tensors\"");
  }

  @Test
  void twoTensorsOfOneNameAreRefused() {
    Tensor tensor = new Tensor("w", new int[] {1}, new float[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelFile(new JsonObject(), List.of(tensor, tensor)))
        .withMessageContaining("\"w\"");
  }

  @Test
  void headerThatJsonCannotSayIsRefusedBeforeAnythingIsWritten() {
    Path path = directory.resolve("m");
    JsonObject header = new JsonObject();
    header.addProperty("mean", Double.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ModelFile.write(path, new ModelFile(header, List.of())));
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void sha256IsThatOfTheWholeFile() throws Exception {
    Path path = Files.writeString(directory.resolve("abc"), "abc");
    assertThat(ModelFile.sha256(path))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void sha256OfAnEmptyFileIsThatOfNothing() throws Exception {
    Path path = Files.createFile(directory.resolve("empty"));
    assertThat(ModelFile.sha256(path))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void missingFileIsNamed() {
    Path path = directory.resolve("nowhere.softjac");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> ModelFile.read(path))
        .withMessage(path + ": no such file");
  }

  @Test
  void directoryIsNotRead() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> ModelFile.read(directory))
        .withMessage(directory + ": is a directory: a file is needed");
  }

  @Test
  void deviceIsNotRead() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> ModelFile.read(Path.of("/dev/zero")))
        .withMessage("/dev/zero: is not a regular file");
  }
}
