package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {

  private static final String MODEL = TrainedPenguins.MODEL.toString();
  private static final String DATA = TrainedPenguins.DATA.toString();

  @TempDir private Path folder;

  @Test
  void csvHasTheRowTheClassAndAColumnAClass() {
    Outcome outcome = Outcome.of("predict", MODEL, DATA);
    List<String> lines = outcome.out().lines().toList();
    assertThat(outcome.exitCode()).isZero();
    assertThat(lines.getFirst()).isEqualTo("row,predicted,p_Adelie,p_Chinstrap,p_Gentoo");
    assertThat(lines).hasSize(1 + 344);
    assertThat(lines.get(1)).startsWith("1,Adelie,");
    assertThat(lines.getLast()).startsWith("344,");
  }

  @Test
  void probabilitiesSumToOne() {
    for (String line : Outcome.of("predict", MODEL, DATA).out().lines().skip(1).toList()) {
      String[] fields = line.split(",", -1);
      double sum = 0;
      for (int k = 2; k < fields.length; k++) {
        sum += Double.parseDouble(fields[k]);
      }
      assertThat(sum).as(line).isEqualTo(1, within(1e-6));
    }
  }

  @Test
  void topNamesTheBestClassesBestFirst() {
    List<String> lines = Outcome.of("predict", MODEL, DATA, "--top", "2").out().lines().toList();
    assertThat(lines.getFirst()).isEqualTo("row,predicted,class1,p1,class2,p2");
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      assertThat(fields[2]).isEqualTo(fields[1]);
      assertThat(Double.parseDouble(fields[3]))
          .isGreaterThanOrEqualTo(Double.parseDouble(fields[5]));
    }
  }

  @Test
  void moreThanAllClassesAreAll() {
    assertThat(Outcome.of("predict", MODEL, DATA, "--top", "9").out())
        .startsWith("row,predicted,class1,p1,class2,p2,class3,p3\n");
  }

  @Test
  void aFileHasWhatStandardOutputHas() throws IOException {
    Path out = folder.resolve("predictions.csv");
    Outcome outcome = Outcome.of("predict", MODEL, DATA, "--out", out.toString());
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
    assertThat(Files.readString(out)).isEqualTo(Outcome.of("predict", MODEL, DATA).out());
  }

  @Test
  void jsonOfAFileCountsItsRows() {
    Path out = folder.resolve("predictions.csv");
    JsonObject json = Outcome.of("predict", MODEL, DATA, "--out", out.toString(), "--json").json();
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.get("out").getAsString()).isEqualTo(out.toString());
  }

  @Test
  void jsonWithoutAFileHasThePredictions() {
    JsonObject json = Outcome.of("predict", MODEL, DATA, "--json").json();
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    JsonObject first = json.getAsJsonArray("predictions").get(0).getAsJsonObject();
    assertThat(first.get("row").getAsInt()).isEqualTo(1);
    assertThat(first.get("predicted").getAsString()).isEqualTo("Adelie");
    assertThat(first.getAsJsonObject("probabilities").keySet())
        .containsExactly("Adelie", "Chinstrap", "Gentoo");
  }

  @Test
  void theLabelColumnIsNotNeededAndTheOrderIsFree() throws IOException {
    Path data = folder.resolve("new.csv");
    Files.writeString(
        data,
        """
        sex,note,body_mass_g,flipper_length_mm,culmen_depth_mm,culmen_length_mm,island
        MALE,hello,3750,181,18.7,39.1,Torgersen
        """);
    String same = Outcome.of("predict", MODEL, DATA).out().lines().toList().get(1);
    assertThat(Outcome.of("predict", MODEL, data.toString()).out().lines().toList().get(1))
        .isEqualTo(same);
  }

  @Test
  void aBadRowLeavesTheOldFileAndNothingElse() throws IOException {
    Path data = folder.resolve("bad.csv");
    String good = Files.readString(TrainedPenguins.DATA);
    Files.writeString(data, good + "Adelie,Torgersen,x,18.7,181,3750,MALE\n");
    Path out = Files.writeString(folder.resolve("predictions.csv"), "old");
    Outcome outcome = Outcome.of("predict", MODEL, data.toString(), "--out", out.toString());
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith(
            "softjac predict: " + data + ": row 345 (line 346), column \"culmen_length_mm\"")
        .hasLineCount(1);
    assertThat(Files.readString(out)).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(data, out);
    }
  }

  @Test
  void aBadRowLeavesNoJson() throws IOException {
    Path data = folder.resolve("bad.csv");
    String good = Files.readString(TrainedPenguins.DATA);
    Files.writeString(data, good + "Adelie,Torgersen,x,18.7,181,3750,MALE\n");
    Outcome outcome = Outcome.of("predict", MODEL, data.toString(), "--json");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void topBelowOneIsRefused() {
    Outcome outcome = Outcome.of("predict", MODEL, DATA, "--top", "0");
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("softjac predict: --top is 0: allowed are numbers from 1");
  }

  @Test
  void outMustNotBeTheModel() throws IOException {
    byte[] before = Files.readAllBytes(TrainedPenguins.MODEL);
    Outcome outcome = Outcome.of("predict", MODEL, DATA, "--out", MODEL);
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(Files.readAllBytes(TrainedPenguins.MODEL)).isEqualTo(before);
  }
}
