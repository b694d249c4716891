package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
    assertTrainSays("there is no such file");
  }

  @Test
  void folderInsteadOfAFile() throws IOException {
    Files.createDirectory(data);
    assertTrainSays("directory");
  }

  @Test
  void emptyFile() throws IOException {
    Files.writeString(data, "");
    assertTrainSays("empty");
  }

  @Test
  void headerOnly() throws IOException {
    Files.writeString(data, "a,b,label\n");
    assertTrainSays("row");
  }

  @Test
  void missingLabelColumnSuggestsTheNearest() throws IOException {
    Files.writeString(data, "a,labels\n1,x\n2,y\n");
    assertTrainSays("\"label\"", "\"labels\"");
  }

  @Test
  void oneClassOnly() throws IOException {
    Files.writeString(data, "a,label\n1,x\n2,x\n3,x\n");
    assertTrainSays("\"x\"", "two");
  }

  @Test
  void rowWithTooFewFields() throws IOException {
    Files.writeString(data, "a,b,label\n1,2,x\n1,y\n");
    assertTrainSays("row 2 (line 3)", "2", "3");
  }

  @Test
  void rowWithTooManyFields() throws IOException {
    Files.writeString(data, "a,b,label\n1,2,x\n1,2,3,y\n");
    assertTrainSays("row 2 (line 3)", "4", "3");
  }

  @Test
  void wordInANumericColumn() throws IOException {
    StringBuilder text = new StringBuilder("a,label\n");
    for (int i = 0; i < 200; i++) {
      text.append(i == 16 ? "abc" : i).append(i % 2 == 0 ? ",x\n" : ",y\n");
    }
    Files.writeString(data, text);
    assertTrainSays("row 17 (line 18), column \"a\": \"abc\" is not a number");
  }

  @Test
  void notUtf8() throws IOException {
    Files.write(data, "a,label\n1,stra\u00dfe\n2,y\n".getBytes(StandardCharsets.ISO_8859_1));
    assertTrainSays("UTF-8", "line 2");
  }

  @Test
  void modelThatIsNotThere() {
    assertPredictSays(model.toString(), GOOD_DATA, model + ": there is no such file");
  }

  @Test
  void modelCutShort() throws IOException {
    byte[] bytes = Files.readAllBytes(TrainedPenguins.MODEL);
    Files.write(model, Arrays.copyOf(bytes, bytes.length / 2));
    assertPredictSays(model.toString(), GOOD_DATA, model.toString());
  }

  @Test
  void modelWithADamagedByte() throws IOException {
    byte[] bytes = Files.readAllBytes(TrainedPenguins.MODEL);
    bytes[bytes.length - 40] ^= 1;
    Files.write(model, bytes);
    assertPredictSays(model.toString(), GOOD_DATA, model.toString(), "damaged");
  }

  @Test
  void fileThatIsNoModel() {
    assertPredictSays(GOOD_DATA, GOOD_DATA, GOOD_DATA, "not a Softjac model");
  }

  @Test
  void dataWithoutAColumnOfTheModel() throws IOException {
    Files.writeString(
        data,
        """
        island,culmen_length_mm,culmen_depth,flipper_length_mm,body_mass_g,sex
        Torgersen,39.1,18.7,181,3750,MALE
        """);
    assertPredictSays(GOOD_MODEL, data.toString(), "culmen_depth_mm", "culmen_depth");
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
        new String[] {"Emperor", "Adelie"}, "evaluate", GOOD_MODEL, data.toString(), "--json");
  }

  private void assertTrainSays(String... parts) {
    String[] all = Arrays.copyOf(parts, parts.length + 1);
    all[parts.length] = data.toString();
    assertSays(
        all, "train", data.toString(), "--label", "label", "--out", out.toString(), "--json");
  }

  private void assertPredictSays(String modelFile, String dataFile, String... parts) {
    assertSays(parts, "predict", modelFile, dataFile, "--out", out.toString(), "--json");
    assertSays(parts, "evaluate", modelFile, dataFile, "--json");
  }

  private static void assertSays(String[] parts, String... args) {
    Outcome outcome = Outcome.of(args);
    assertThat(outcome.err())
        .startsWith("softjac " + args[0] + ": ")
        .contains(parts)
        .hasLineCount(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(3);
  }
}
