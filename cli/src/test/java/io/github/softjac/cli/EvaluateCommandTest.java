package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

class EvaluateCommandTest {

  private static final String MODEL = TrainedPenguins.MODEL.toString();
  private static final String DATA = TrainedPenguins.DATA.toString();

  @Test
  void jsonHasTheFieldsThatScriptsRelyOn() {
    JsonObject json = Outcome.of("evaluate", MODEL, DATA, "--json").json();
    assertThat(json.keySet()).contains("rows", "accuracy", "logLoss", "brier", "ece", "confusion");
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.get("accuracy").getAsDouble()).isGreaterThan(0.98);
  }

  @Test
  void confusionCountsEveryRowOfEachClass() {
    JsonArray confusion =
        Outcome.of("evaluate", MODEL, DATA, "--json").json().getAsJsonArray("confusion");
    int[] rows = {152, 68, 124};
    for (int i = 0; i < 3; i++) {
      int sum = 0;
      for (int j = 0; j < 3; j++) {
        sum += confusion.get(i).getAsJsonArray().get(j).getAsInt();
      }
      assertThat(sum).isEqualTo(rows[i]);
    }
  }

  @Test
  void textHasTheMetricsAndTheConfusion() {
    Outcome outcome = Outcome.of("evaluate", MODEL, DATA);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .containsPattern("rows +accuracy +log-loss +Brier +ECE")
        .containsPattern("actual +Adelie +Chinstrap +Gentoo +recall")
        .containsPattern("  Gentoo +\\. +\\. +124 +1\\.0000");
  }
}
