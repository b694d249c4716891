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
}
