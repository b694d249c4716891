package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.softjac.model.ModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  /// The module's folder is the current one in tests.
  static final Path PENGUINS = Path.of("..", "examples", "penguins.csv");

  @TempDir private Path folder;

  @Test
  void penguinsAreToldApartOnHeldOutRows() {
    JsonObject json = train("--json").json();
    assertThat(json.getAsJsonObject("validation").get("accuracy").getAsDouble())
        .isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void jsonHasTheFieldsThatScriptsRelyOn() throws IOException {
    JsonObject json = train("--json").json();
    assertThat(json.keySet())
        .contains(
            "model",
            "rows",
            "skippedRows",
            "classes",
            "iterations",
            "seconds",
            "train",
            "validation",
            "objective",
            "sha256");
    for (String part : new String[] {"train", "validation"}) {
      assertThat(json.getAsJsonObject(part).keySet())
          .contains("logLoss", "accuracy", "brier", "ece");
    }
    assertThat(json.get("model").getAsString()).isEqualTo(model().toString());
    assertThat(json.get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.get("skippedRows").getAsInt()).isZero();
    assertThat(json.getAsJsonArray("classes").toString())
        .isEqualTo("[\"Adelie\",\"Chinstrap\",\"Gentoo\"]");
    assertThat(json.get("sha256").getAsString()).isEqualTo(ModelFile.sha256(model()));
  }

  @Test
  void costMatrixOfAnotherNumberOfClassesIsToldFromAFaultOfSoftjac() {
    Outcome outcome = train("--cost", "cost-sensitive:0,1;5,0");
    assertThat(outcome.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err())
        .contains(
            "cost cost-sensitive:0,1;5,0 does not fit data of 3 classes: cost matrix is 2 × 2")
        .doesNotContain("fault of Softjac");
    assertThat(model()).doesNotExist();
  }

  @Test
  void trainingTwiceGivesTheSameBytes() {
    assertThat(sha256("--threads", "1")).isEqualTo(sha256("--threads", "1"));
  }

  @Test
  void oneAndTwoThreadsGiveTheSameBytes() {
    assertThat(sha256("--threads", "1")).isEqualTo(sha256("--threads", "2"));
  }

  @Test
  void oneAndTwoThreadsGiveTheSameBytesWithHiddenLayers() {
    assertThat(sha256("--hidden", "8,4", "--epochs", "3", "--threads", "1"))
        .isEqualTo(sha256("--hidden", "8,4", "--epochs", "3", "--threads", "2"));
  }

  @Test
  void anotherSeedHoldsOutOtherRows() {
    assertThat(sha256("--seed", "1")).isNotEqualTo(sha256("--seed", "2"));
  }

  @Test
  void summaryNamesWhatWasLearnedAndWhatComesNext() throws IOException {
    Outcome outcome = train();
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("rows")
        .contains("3: Adelie, Chinstrap, Gentoo")
        .contains("newton")
        .contains("training")
        .contains("validation")
        .contains(ModelFile.sha256(model()))
        .contains("softjac predict " + model());
  }

  @Test
  void noValidationIsNullInJson() {
    JsonObject json = train("--validation", "0", "--json").json();
    assertThat(json.get("validation").isJsonNull()).isTrue();
  }

  @Test
  void validationMayBeAFile() {
    JsonObject json = train("--validation", PENGUINS.toString(), "--json").json();
    assertThat(json.getAsJsonObject("validation").get("rows").getAsInt()).isEqualTo(344);
    assertThat(json.getAsJsonObject("train").get("rows").getAsInt()).isEqualTo(344);
  }

  @Test
  void penaltyMayBeChosenByCrossValidation() {
    JsonObject json = train("--l2", "auto", "--folds", "4", "--json").json();
    JsonObject path = json.getAsJsonObject("l2Path");
    assertThat(path.get("folds").getAsInt()).isEqualTo(4);
    assertThat(path.getAsJsonArray("points").size()).isGreaterThan(3);
    assertThat(json.get("l2").getAsDouble()).isEqualTo(path.get("chosen").getAsDouble());
    assertThat(train("--l2", "auto").out()).contains("tried by 5 folds");
  }

  @Test
  void calibrationShowsLogLossBeforeAndAfter() {
    JsonObject json = train("--l2", "1e-6", "--calibrate", "--json").json();
    JsonObject calibration = json.getAsJsonObject("calibration");
    assertThat(calibration.get("rows").getAsString()).isEqualTo("validation");
    assertThat(calibration.getAsJsonObject("after").get("logLoss").getAsDouble())
        .isLessThanOrEqualTo(calibration.getAsJsonObject("before").get("logLoss").getAsDouble());
    assertThat(train("--calibrate", "--validation", "0").out()).contains("by out-of-fold rows");
  }

  @Test
  void outOfFoldPredictionsHaveALineForEachTrainingRow() throws IOException {
    Path file = folder.resolve("folds.csv");
    assertThat(train("--validation", "0", "--out-of-fold", file.toString()).exitCode()).isZero();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.getFirst()).isEqualTo("row,predicted,p_Adelie,p_Chinstrap,p_Gentoo");
    assertThat(lines).hasSize(345);
    assertThat(lines.get(1)).startsWith("1,Adelie,0.9");
    assertThat(lines.get(344)).startsWith("344,");
  }

  @Test
  void heldOutRowsAreNotAmongOutOfFoldPredictions() throws IOException {
    Path file = folder.resolve("folds.csv");
    JsonObject json = train("--out-of-fold", file.toString(), "--json").json();
    int trained = json.getAsJsonObject("train").get("rows").getAsInt();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(trained + 1);
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
        .isSorted()
        .allMatch(number -> number >= 1 && number <= 344);
  }

  @Test
  void givenClassWeightsCountInTraining() {
    assertThat(sha256("--class-weights", "Gentoo=1,Adelie=1")).isEqualTo(sha256());
    assertThat(sha256("--class-weights", "Gentoo=3")).isNotEqualTo(sha256());
  }

  @Test
  void weightOfAClassThatIsNotThereIsBadData() {
    Outcome outcome = train("--class-weights", "Emperor=2");
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .contains("there is no class \"Emperor\" to weigh; allowed: \"Adelie\"");
    assertThat(model()).doesNotExist();
  }

  @Test
  void absolutePenaltyIsPartOfTheObjective() {
    JsonObject json = train("--l1", "0.05", "--json").json();
    assertThat(json.get("solver").getAsString()).isEqualTo("lbfgs");
    assertThat(json.get("solverReason").getAsString()).contains("exactly 0");
    assertThat(json.get("objective").getAsDouble())
        .isGreaterThan(train("--json").json().get("objective").getAsDouble());
  }

  @Test
  void oneAndTwoThreadsGiveTheSameBytesWithEverythingChosen() {
    assertThat(sha256("--l2", "auto", "--calibrate", "--threads", "1"))
        .isEqualTo(sha256("--l2", "auto", "--calibrate", "--threads", "2"));
  }

  @Test
  void jsonTellsHowNearTheOptimumTheModelIs() {
    JsonObject json = train("--json").json();
    assertThat(json.get("gradientNorm").getAsDouble()).isLessThanOrEqualTo(1e-6);
    assertThat(json.get("gapBound").getAsDouble()).isLessThan(1e-8);
    assertThat(json.get("solverReason").getAsString()).contains("convex");
  }

  @Test
  void squaredErrorTrainsToo() {
    JsonObject json = train("--cost", "squared-error", "--json").json();
    assertThat(json.getAsJsonObject("validation").get("accuracy").getAsDouble())
        .isGreaterThan(0.95);
  }

  @Test
  void hiddenLayersAreTrainedByAdamW() {
    JsonObject json = train("--hidden", "8", "--epochs", "2", "--json").json();
    assertThat(json.get("solver").getAsString()).isEqualTo("adamw");
    assertThat(json.get("iterations").getAsInt()).isEqualTo(2);
  }

  @Test
  void anExistingModelIsReplaced() throws IOException {
    Files.writeString(model(), "old");
    assertThat(train().exitCode()).isZero();
    assertThat(Files.size(model())).isGreaterThan(100);
  }

  @Test
  void anExistingModelStaysWhereTheDataIsBad() throws IOException {
    Files.writeString(model(), "old");
    Path data = Files.writeString(folder.resolve("data.csv"), "a,label\n1,x\n2\n");
    Outcome outcome =
        Outcome.of("train", data.toString(), "--label", "label", "--out", model().toString());
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(Files.readString(model())).isEqualTo("old");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(model(), data);
    }
  }

  @Test
  void outMustNotBeTheData() throws IOException {
    Path data = folder.resolve("data.csv");
    Files.copy(PENGUINS, data);
    Outcome outcome =
        Outcome.of("train", data.toString(), "--label", "species", "--out", data.toString());
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("is an input, too: it would be overwritten");
    assertThat(Files.mismatch(data, PENGUINS)).isEqualTo(-1);
  }

  @Test
  void outInAFolderThatIsNotThereFailsAtOnce() {
    Path out = folder.resolve("no").resolve("model.softjac");
    Outcome outcome =
        Outcome.of("train", PENGUINS.toString(), "--label", "species", "--out", out.toString());
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "softjac train: cannot write %s: there is no folder %s\n"
                .formatted(out, out.getParent()));
  }

  private Path model() {
    return folder.resolve("model.softjac");
  }

  private Outcome train(String... more) {
    String[] args = new String[6 + more.length];
    args[0] = "train";
    args[1] = PENGUINS.toString();
    args[2] = "--label";
    args[3] = "species";
    args[4] = "--out";
    args[5] = model().toString();
    System.arraycopy(more, 0, args, 6, more.length);
    return Outcome.of(args);
  }

  private String sha256(String... more) {
    String[] args = new String[more.length + 1];
    System.arraycopy(more, 0, args, 0, more.length);
    args[more.length] = "--json";
    return train(args).json().get("sha256").getAsString();
  }
}
