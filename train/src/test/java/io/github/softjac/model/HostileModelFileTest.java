package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files whose checksum is right and whose content is not. Sizes that they claim would not fit the
/// heap of the tests: allocating on their word fails by an OutOfMemoryError.
class HostileModelFileTest {

  private static final int HUGE = 2_147_483_639;

  @TempDir Path directory;

  private String problemOf(byte[] bytes) throws IOException {
    Path path = ModelBytes.overwrite(directory.resolve("m"), bytes);
    ModelFileException problem =
        catchThrowableOfType(ModelFileException.class, () -> ModelFile.read(path));
    assertThat(problem).as("refusal").isNotNull();
    assertThat(problem.getMessage())
        .startsWith(path + ": ")
        .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
    return String.valueOf(problem.getMessage()).substring(path.toString().length() + 2);
  }

  private String problemOf(String header, byte[] data) throws IOException {
    return problemOf(ModelBytes.of(header, data));
  }

  /// The problem of a file with this row in its table, and data of 4 floats.
  private String problemOfRow(String row) throws IOException {
    return problemOf("{\"tensors\":[{" + row + "}]}", ModelBytes.floats(1, 2, 3, 4));
  }

  private static String row(String name, String shape, long offset, long bytes) {
    return "\"name\":\"%s\",\"dtype\":\"f32\",\"shape\":%s,\"offset\":%d,\"bytes\":%d"
        .formatted(name, shape, offset, bytes);
  }

  @Test
  void fileOfThisTestIsReadWhereNothingIsWrong() throws Exception {
    byte[] bytes =
        ModelBytes.of(
            "{\"tensors\":[{" + row("w", "[2,2]", 0, 16) + "}]}", ModelBytes.floats(1, 2, 3, 4));
    Path path = ModelBytes.overwrite(directory.resolve("m"), bytes);
    assertThat(ModelFile.read(path).tensor("w").values()).containsExactly(1, 2, 3, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, -1, Integer.MIN_VALUE, 1000, 33})
  void headerLongerThanTheFileIsRefused(int length) throws Exception {
    assertThat(
            problemOf(
                ModelBytes.of(
                    1, length, "{\"tensors\":[]}".getBytes(StandardCharsets.UTF_8), new byte[0])))
        .containsPattern("a header of [0-9]+ bytes does not fit a file of 96|is not allowed");
  }

  @Test
  void headerBeyondItsLimitIsRefused() throws Exception {
    Path path = directory.resolve("sparse");
    byte[] start = ModelBytes.of(1, (1 << 26) + 1, new byte[0], new byte[0]);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(start);
      file.setLength(1L << 28);
    }
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> ModelFile.read(path))
        .withMessageEndingWith("its header has 67108865 bytes: at most 67108864 are allowed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2147483639]|8589934556",
        "[1,1,1,1,1,1,1,2147483639]|8589934556",
        "[46340,46340]|8589582400",
        "[100]|400",
        "[5]|20",
      })
  void tensorLargerThanTheFileIsRefused(String shape, long bytes) throws Exception {
    assertThat(problemOfRow(row("w", shape, 0, bytes)))
        .containsPattern("cut short: it has [0-9]+ bytes, by its header it should have [0-9]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[2147483639,2]",
        "[65536,65536]",
        "[2147483639,2147483639,2147483639]",
        "[65536,65536,65536,65536]",
        "[4294967296,4294967296]",
        "[2147483640]",
        "[9223372036854775807]",
        "[1,1,1,1,1,1,1,1,1]",
        "[0]",
        "[-1]",
        "[-2,-2]",
        "[2.0,2]",
        "[\"4\"]",
        "[null]",
        "[[4]]",
        "4",
        "null",
        "{}",
      })
  void shapeThatIsNoneIsRefused(String shape) throws Exception {
    assertThat(problemOfRow(row("w", shape, 0, 16))).contains("shape");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 64, -64, 16, Long.MAX_VALUE, Long.MIN_VALUE, HUGE})
  void offsetOfTheFirstTensorMustBeZero(long offset) throws Exception {
    assertThat(problemOfRow(row("w", "[4]", offset, 16)))
        .isEqualTo("header tensors[0].offset is %d: needed is 0".formatted(offset));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 15, 17, 32, -16, Long.MAX_VALUE, Long.MIN_VALUE, 4294967312L})
  void bytesMustBeThoseOfTheShape(long bytes) throws Exception {
    assertThat(problemOfRow(row("w", "[4]", 0, bytes)))
        .isEqualTo("header tensors[0].bytes is %d: needed is 16".formatted(bytes));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 60, 65, 128})
  void tensorsThatOverlapOrLeaveAGapAreRefused(long offset) throws Exception {
    String header =
        "{\"tensors\":[{" + row("a", "[4]", 0, 16) + "},{" + row("b", "[1]", offset, 4) + "}]}";
    assertThat(problemOf(header, new byte[68]))
        .isEqualTo("header tensors[1].offset is %d: needed is 64".formatted(offset));
  }

  @Test
  void manyHugeTensorsDoNotOverflowTheSum() throws Exception {
    StringBuilder rows = new StringBuilder();
    long offset = 0;
    for (int i = 0; i < 2000; i++) {
      rows.append(i == 0 ? "{" : ",{")
          .append(row("t" + i, "[" + HUGE + "]", offset, 4L * HUGE))
          .append('}');
      offset = (offset + 4L * HUGE + 63) / 64 * 64;
    }
    assertThat(problemOf("{\"tensors\":[" + rows + "]}", new byte[64])).contains("is cut short");
  }

  @Test
  void sparseFileBeyondTheMemoryIsRefusedBeforeItIsRead() throws Exception {
    Path path = directory.resolve("sparse");
    byte[] start =
        ModelBytes.of(
            "{\"tensors\":[{" + row("w", "[" + HUGE + "]", 0, 4L * HUGE) + "}]}", new byte[0]);
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(start);
      file.setLength(start.length + 4L * HUGE);
    }
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> ModelFile.read(path))
        .withMessageContaining("raise -Xmx");
  }

  @Test
  void twoTensorsOfOneNameAreRefused() throws Exception {
    String header =
        "{\"tensors\":[{" + row("a", "[1]", 0, 4) + "},{" + row("a", "[1]", 64, 4) + "}]}";
    assertThat(problemOf(header, new byte[68]))
        .isEqualTo("header tensors[1]: tensor \"a\" is there twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "ä", "a\\u0000", "a\\n", "../\\u202e", "\\\"", "x\\u001b[31m"})
  void tensorNameOfOtherCharactersIsRefused(String name) throws Exception {
    assertThat(problemOfRow(row(name, "[4]", 0, 16))).contains("name is \"");
  }

  @Test
  void tensorNameThatIsTooLongIsRefusedAndNotShownWhole() throws Exception {
    assertThat(problemOfRow(row("n".repeat(100_000), "[4]", 0, 16))).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"f64", "F32", "", "f32 ", "i32"})
  void otherTypeIsRefused(String type) throws Exception {
    assertThat(problemOfRow(row("w", "[4]", 0, 16).replace("f32", type)))
        .isEqualTo(
            "header tensors[0]: dtype of \"w\" is \"%s\": allowed is \"f32\"".formatted(type));
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "dtype", "shape", "offset", "bytes"})
  void missingKeyOfATensorIsNamed(String key) throws Exception {
    assertThat(problemOfRow(row("w", "[4]", 0, 16).replace('"' + key + '"', "\"x\"")))
        .startsWith("header tensors[0]." + key + " is missing: needed is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"tensors\":null}", "{\"tensors\":{}}", "{\"tensors\":\"[]\"}"})
  void missingTableIsRefused(String header) throws Exception {
    assertThat(problemOf(header, new byte[0])).startsWith("header tensors is ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "[null]", "[[]]", "[\"w\"]"})
  void tableOfOtherThanObjectsIsRefused(String table) throws Exception {
    assertThat(problemOf("{\"tensors\":" + table + "}", new byte[0]))
        .startsWith("header tensors[0] is ")
        .endsWith("needed is an object");
  }

  @Test
  void keyTwiceInTheHeaderIsRefused() throws Exception {
    assertThat(problemOf("{\"tensors\":[],\"tensors\":[]}", new byte[0]))
        .isEqualTo("its header is not allowed: key \"tensors\" twice");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valueThatIsNotFiniteIsRefused(float value) throws Exception {
    byte[] bytes =
        ModelBytes.of(
            "{\"tensors\":[{" + row("w", "[2,2]", 0, 16) + "}]}",
            ModelBytes.floats(1, 2, value, 4));
    assertThat(problemOf(bytes))
        .isEqualTo("tensor \"w\" holds %s at index 2: values must be finite".formatted(value));
  }

  @Test
  void paddingAfterTheHeaderMustBeZeros() throws Exception {
    byte[] bytes = ModelBytes.of("{\"tensors\":[]}", new byte[0]);
    bytes[63] = 1;
    assertThat(problemOf(ModelBytes.corrected(bytes)))
        .isEqualTo("the padding before byte 64 is not all zeros");
  }

  @Test
  void paddingBetweenTensorsMustBeZeros() throws Exception {
    String header =
        "{\"tensors\":[{" + row("a", "[4]", 0, 16) + "},{" + row("b", "[1]", 64, 4) + "}]}";
    byte[] data = new byte[68];
    data[16] = 1;
    assertThat(problemOf(header, data)).contains("the padding before byte");
  }

  @Test
  void deepNestingIsRefused() throws Exception {
    String header = "{\"x\":" + "[".repeat(1_000_000) + "]".repeat(1_000_000) + ",\"tensors\":[]}";
    assertThat(problemOf(header, new byte[0])).startsWith("its header is not allowed: ");
  }

  @Test
  void randomlyChangedHeadersAreReadOrRefused() throws Exception {
    byte[] header =
        ("{\"k\":[1,2.5,true,null,{\"a\":\"\\u00e4\"}],\"tensors\":[{"
                + row("w", "[2,2]", 0, 16)
                + "}]}")
            .getBytes(StandardCharsets.UTF_8);
    String alphabet = "{}[]\",:0123456789.-+eE\\untrfals \n\u0000\u00ff";
    long seed = 7;
    Random random = new Random(seed);
    for (int round = 0; round < 5000; round++) {
      byte[] changed = header.clone();
      int changes = 1 + random.nextInt(3);
      for (int i = 0; i < changes; i++) {
        changed[random.nextInt(changed.length)] =
            (byte) alphabet.charAt(random.nextInt(alphabet.length()));
      }
      if (random.nextInt(4) == 0) {
        changed = Arrays.copyOf(changed, random.nextInt(changed.length));
      }
      byte[] bytes = ModelBytes.of(changed, ModelBytes.floats(1, 2, 3, 4));
      Path path = ModelBytes.overwrite(directory.resolve("m"), bytes);
      try {
        ModelFile.read(path);
      } catch (ModelFileException e) {
        assertThat(e.getMessage())
            .as("round %d of seed %d", round, seed)
            .startsWith(path + ": ")
            .doesNotContainPattern("\\p{Cntrl}");
      }
    }
  }
}
