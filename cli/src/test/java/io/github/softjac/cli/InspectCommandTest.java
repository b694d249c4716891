package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  private static final String MODEL = TrainedPenguins.MODEL.toString();

  @Test
  void textHasSchemaLayersAndTraining() {
    Outcome outcome = Outcome.of("inspect", MODEL);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern("label +species")
        .contains("3: Adelie, Chinstrap, Gentoo")
        .containsPattern("island +categorical +3 +3 categories: Biscoe, Dream, Torgersen")
        .containsPattern(
            "culmen_length_mm +numeric +2 +mean 4\\d\\.\\d+, standard deviation .*missing marked")
        .containsPattern("1 +linear +\\d+ +3 +\\d+")
        .containsPattern("2 +softmax")
        .containsPattern("solver +newton");
  }

  @Test
  void jsonHasSchemaAndLayers() {
    JsonObject json = Outcome.of("inspect", MODEL, "--json").json();
    assertThat(json.keySet())
        .contains(
            "model",
            "bytes",
            "sha256",
            "label",
            "classes",
            "features",
            "columns",
            "dropped",
            "layers",
            "training");
    assertThat(json.getAsJsonArray("columns")).hasSize(6);
    assertThat(json.getAsJsonArray("layers")).hasSize(1);
    assertThat(json.getAsJsonArray("layers").get(0).getAsJsonObject().get("outputs").getAsInt())
        .isEqualTo(3);
  }

  @Test
  void dataAreProfiled() {
    Outcome outcome = Outcome.of("inspect", TrainedPenguins.DATA.toString(), "--label", "species");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsPattern("rows +344")
        .containsPattern("island +categorical +0 +3")
        .containsPattern("body_mass_g +numeric +2 +2700.00 +6300.00")
        .containsPattern("Adelie +152 +44.19 %");
  }

  @Test
  void suspectsAreWarnedOf(@TempDir Path folder) throws IOException {
    StringBuilder text = new StringBuilder("id,key,copy,range,same,noise,label\n");
    for (int row = 0; row < 1200; row++) {
      boolean a = row % 40 != 0;
      text.append(
          "%d,k%d,%s,%d,7,%d,%s%n"
              .formatted(
                  row,
                  row,
                  a ? "yes" : "no",
                  a ? row : -1 - row,
                  row % 9,
                  row == 5 ? "once" : a ? "a" : "b"));
    }
    Path data = Files.writeString(folder.resolve("d.csv"), text.toString().replace("once", "a"));
    JsonObject json = Outcome.of("inspect", data.toString(), "--label", "label", "--json").json();
    assertThat(json.getAsJsonArray("warnings").asList().stream().map(JsonElement::getAsString))
        .containsExactly(
            "column \"id\" counts the rows (0, 1, …), as an identifier does; leave it aside by"
                + " --ignore unless it means something",
            "column \"key\" has another value in nearly every row, as an identifier has",
            "column \"same\" has the same value in every row",
            "column \"copy\" alone tells the class of every row (each value has one class); is it"
                + " known before the label is? If not, leave it aside by --ignore",
            "column \"range\" alone tells the class of every row (each class has a range of its own);"
                + " is it known before the label is? If not, leave it aside by --ignore",
            "the classes are out of balance: \"a\" has 1,170 rows, \"b\" has 30; --class-weights"
                + " balanced makes them count alike");
    Files.writeString(data, text);
    json = Outcome.of("inspect", data.toString(), "--label", "label", "--json").json();
    assertThat(json.getAsJsonArray("warnings").asList().stream().map(JsonElement::getAsString))
        .noneMatch(warning -> warning.contains("alone tells"))
        .contains("a class has one row only, too few to learn and to validate: \"once\"");
  }

  @Test
  void aLabelOfOneClassIsWarnedOf(@TempDir Path folder) throws IOException {
    Path data = Files.writeString(folder.resolve("d.csv"), "x,label\n1,a\n2,a\n");
    Outcome outcome = Outcome.of("inspect", data.toString(), "--label", "label");
    assertThat(outcome.out()).contains("the label has one class only: training needs two or more");
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void profileOfDataAsJson() {
    JsonObject json =
        Outcome.of("inspect", TrainedPenguins.DATA.toString(), "--label", "species", "--json")
            .json();
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.getAsJsonArray("columns")).hasSize(7);
    assertThat(json.getAsJsonObject("classes").get("Gentoo").getAsInt()).isEqualTo(124);
  }
}
