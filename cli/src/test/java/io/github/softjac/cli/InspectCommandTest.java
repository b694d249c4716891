package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

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
  void profileOfDataAsJson() {
    JsonObject json =
        Outcome.of("inspect", TrainedPenguins.DATA.toString(), "--label", "species", "--json")
            .json();
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.getAsJsonArray("columns")).hasSize(7);
    assertThat(json.getAsJsonObject("classes").get("Gentoo").getAsInt()).isEqualTo(124);
  }
}
