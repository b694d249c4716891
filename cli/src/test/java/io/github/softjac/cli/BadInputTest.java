package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad data and bad model files: exit code 3, one line on standard error that says what, where,
/// found and allowed, nothing on standard output, and no file left behind.
class BadInputTest {

  private static final String GOOD_MODEL = TrainedPenguins.MODEL.toString();
  private static final String GOOD_DATA = TrainedPenguins.DATA.toString();

  @TempDir private Path folder;

  private Path out;
  private Path data;
  private Path model;

  @BeforeEach
  void placeAnOldResult() throws IOException {
    out = Files.writeString(folder.resolve("out.softjac"), "old");
    data = folder.resolve("data.csv");
    model = folder.resolve("model.softjac");
  }

  @AfterEach
  void oldResultIsUntouchedAndNothingIsLeftBehind() throws IOException {
    assertThat(Files.readString(out)).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files.filter(file -> !file.equals(data) && !file.equals(model)))
          .containsExactly(out);
    }
  }

  @Test
  void missingFile() {
    assertTrainSays("there is no such file; allowed: a CSV file");
  }

  @Test
  void folderInsteadOfAFile() throws IOException {
    Files.createDirectory(data);
    assertTrainSays("this is a directory; allowed: a CSV file");
  }

  @Test
  void emptyFile() throws IOException {
    Files.writeString(data, "");
    assertTrainSays("the file is empty; allowed: a header line, then data rows");
  }

  @Test
  void headerOnly() throws IOException {
    Files.writeString(data, "a,b,label\n");
    assertTrainSays("the file has a header and no rows; allowed: at least one row for each class");
  }

  @Test
  void missingLabelColumnSuggestsTheNearest() throws IOException {
    Files.writeString(data, "a,labels\n1,x\n2,y\n");
    assertTrainSays(
        "there is no label column \"label\", did you mean \"labels\"? The file has \"a\", \"labels\"");
  }

  @Test
  void oneClassOnly() throws IOException {
    Files.writeString(data, "a,label\n1,x\n2,x\n3,x\n");
    assertTrainSays("label column \"label\" has one class only, \"x\"; allowed: two or more");
  }

  @Test
  void rowWithTooFewFields() throws IOException {
    Files.writeString(data, "a,b,label\n1,2,x\n1,y\n");
    assertTrainSays("row 2 (line 3): found 2 cells; allowed: 3, as in the header");
  }

  @Test
  void rowWithTooManyFields() throws IOException {
    Files.writeString(data, "a,b,label\n1,2,x\n1,2,3,y\n");
    assertTrainSays("row 2 (line 3): found 4 cells; allowed: 3, as in the header");
  }

  @Test
  void wordInANumericColumn() throws IOException {
    StringBuilder text = new StringBuilder("a,label\n");
    for (int i = 0; i < 200; i++) {
      text.append(i == 16 ? "abc" : i).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    Files.writeString(data, text);
    assertTrainSays(
        "row 17 (line 18), column \"a\": \"abc\" is not a number (199 of the 200 values of this column are); allowed: a decimal number or empty");
  }

  @Test
  void notUtf8() throws IOException {
    Files.write(data, "a,label\n1,stra\u00dfe\n2,y\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrainSays("line 2: byte 15 of the file, 0xDF, is not UTF-8; allowed: UTF-8 text");
  }

  @Test
  void modelThatIsNotThere() {
    assertModelSays(model, "there is no such file or folder");
  }

  @Test
  void modelCutShort() throws IOException {
    byte[] bytes = Files.readAllBytes(TrainedPenguins.MODEL);
    Files.write(model, Arrays.copyOf(bytes, 700));
    assertModelSays(
        model,
        "it is cut short or damaged: a header of %d bytes does not fit a file of 700"
            .formatted(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12)));
  }

  @Test
  void modelWithADamagedByte() throws IOException {
    byte[] bytes = Files.readAllBytes(TrainedPenguins.MODEL);
    bytes[bytes.length - 40] ^= 1;
    Files.write(model, bytes);
    assertModelSays(
        model,
        "it is damaged: its content does not match its checksum; take another copy, or train"
            + " again");
  }

  @Test
  void fileThatIsNoModel() {
    assertModelSays(
        TrainedPenguins.DATA,
        "it is not a Softjac model file: it begins with \"species,\", such a file with"
            + " \"SOFTJAC\\u000a\"");
  }

  @Test
  void dataWithoutAColumnOfTheModel() throws IOException {
    Files.writeString(
        data,
        """
        species,island,culmen_length_mm,culmen_depth,flipper_length_mm,body_mass_g,sex
        Adelie,Torgersen,39.1,18.7,181,3750,MALE
        """);
    String message =
        data
            + ": the file lacks column \"culmen_depth_mm\", which the model needs; the file has"
            + " \"species\", \"island\", \"culmen_length_mm\", \"culmen_depth\","
            + " \"flipper_length_mm\", \"body_mass_g\", \"sex\"";
    assertSays(message, "predict", GOOD_MODEL, data.toString(), "--out", out.toString());
    assertSays(message, "predict", GOOD_MODEL, data.toString());
    assertSays(message, "evaluate", GOOD_MODEL, data.toString(), "--json");
  }

  @Test
  void labelThatTheModelDoesNotKnow() throws IOException {
    Files.writeString(
        data,
        """
        species,island,culmen_length_mm,culmen_depth_mm,flipper_length_mm,body_mass_g,sex
        Emperor,Torgersen,39.1,18.7,181,3750,MALE
        """);
    assertSays(
        data
            + ": row 1 (line 2), column \"species\": \"Emperor\" is not a class of the model;"
            + " allowed: \"Adelie\", \"Chinstrap\", \"Gentoo\"",
        "evaluate",
        GOOD_MODEL,
        data.toString(),
        "--json");
  }

  private void assertTrainSays(String message) {
    assertSays(
        data + ": " + message,
        "train",
        data.toString(),
        "--label",
        "label",
        "--out",
        out.toString(),
        "--json");
  }

  private void assertModelSays(Path file, String message) {
    String line = file + ": " + message;
    assertSays(line, "predict", file.toString(), GOOD_DATA, "--out", out.toString(), "--json");
    assertSays(line, "evaluate", file.toString(), GOOD_DATA, "--json");
    if (!file.equals(TrainedPenguins.DATA)) { // which is data, and inspected as such
      assertSays(line, "inspect", file.toString(), "--json");
    }
  }

  private static void assertSays(String message, String... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.err()).isEqualTo("softjac " + args[0] + ": " + message + "\n");
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(3);
  }
}
