package io.github.softjac.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.data.DataException;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.Column;
import io.github.softjac.source.Sources;
import io.github.softjac.trainer.StratifiedSplit;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a file to a model and to predictions.
class ClassifierTest {

  private static final Path PENGUINS = Path.of("../examples/penguins.csv");

  @TempDir private Path folder;

  private final List<String> warnings = new ArrayList<>();

  @Test
  void penguinsAreTold() throws Exception {
    ClassifierTraining training = penguins();
    assertThat(training.classifier().classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    assertThat(training.rows()).isEqualTo(344);
    assertThat(training.trainingRows() + training.validationRows()).isEqualTo(344);
    assertThat(validation(training).accuracy()).isGreaterThanOrEqualTo(0.97);
    assertThat(warnings).isEmpty();
  }

  @Test
  void sexOfPenguinsHasMissingAsACategory() throws Exception {
    Column sex = penguins().classifier().schema().columns().getLast();
    assertThat(sex).isInstanceOf(CategoricalColumn.class);
    assertThat(((CategoricalColumn) sex).missingCategory()).isTrue();
  }

  @Test
  void penguinsAreToldByAHiddenLayerToo() throws Exception {
    TrainingOptions options = TrainingOptions.builder().hidden(16).learningRate(1e-2).build();
    ClassifierTraining training = train(PENGUINS, ClassifierOptions.label("species"), options);
    assertThat(validation(training).accuracy()).isGreaterThanOrEqualTo(0.97);
  }

  @Test
  void twoTrainingsGiveTheSameBytes() throws Exception {
    Path first = folder.resolve("first.softjac");
    Path second = folder.resolve("second.softjac");
    penguins().classifier().save(first);
    penguins().classifier().save(second);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void oneThreadAndFourGiveTheSameBytes() throws Exception {
    Path one = folder.resolve("one.softjac");
    Path four = folder.resolve("four.softjac");
    ClassifierOptions options = ClassifierOptions.label("species");
    train(PENGUINS, options, TrainingOptions.builder().threads(1).build()).classifier().save(one);
    train(PENGUINS, options, TrainingOptions.builder().threads(4).build()).classifier().save(four);
    assertThat(Files.mismatch(one, four)).isEqualTo(-1);
  }

  @Test
  void savedClassifierIsLoadedAsItWas() throws Exception {
    Classifier saved = penguins().classifier();
    Path file = folder.resolve("penguins.softjac");
    saved.save(file);
    Classifier loaded = Classifier.load(file);
    assertThat(loaded.schema()).isEqualTo(saved.schema());
    assertThat(loaded.summary()).isEqualTo(saved.summary());
    assertThat(predictions(loaded, PENGUINS)).isDeepEqualTo(predictions(saved, PENGUINS));
  }

  @Test
  void summarySaysHowTheClassifierWasTrained() throws Exception {
    ClassifierTraining training = penguins();
    TrainingSummary summary = training.classifier().summary();
    assertThat(summary.cost()).isEqualTo("cross-entropy");
    assertThat(summary.solver()).isEqualTo("newton");
    assertThat(summary.rows()).isEqualTo(training.trainingRows());
    assertThat(summary.validationRows()).isEqualTo(training.validationRows());
    assertThat(summary.objective()).isEqualTo(training.result().objective());
  }

  @Test
  void costOfOnesOwnIsCalledCustom() throws Exception {
    TrainingOptions options =
        TrainingOptions.builder()
            .cost((y, t, dy) -> {
              double loss = 0;
              for (int k = 0; k < y.length; k++) {
                dy[k] = y[k] - t[k];
                loss += 0.5 * dy[k] * dy[k];
              }
              return loss;
            })
            .build();
    ClassifierTraining training = train(PENGUINS, ClassifierOptions.label("species"), options);
    assertThat(training.classifier().summary().cost()).isEqualTo("custom");
  }

  @Test
  void evaluationOfTheTrainingFileRepeatsTheTrainingMetrics() throws Exception {
    ClassifierTraining training =
        train(
            PENGUINS,
            ClassifierOptions.label("species").withValidation(new Validation.None()),
            TrainingOptions.defaults());
    assertThat(training.validation()).isNull();
    assertThat(training.validationRows()).isZero();
    assertSame(training.classifier().evaluate(PENGUINS), training.training());
  }

  @Test
  void validationFileIsEvaluatedAsSuch() throws Exception {
    Path data = table(300, 1);
    Path other = Files.move(table(100, 2), folder.resolve("other.csv"));
    Path again = Files.move(table(300, 1), data, StandardCopyOption.REPLACE_EXISTING);
    ClassifierTraining training =
        train(
            again,
            ClassifierOptions.label("y").withValidation(new Validation.Held(Sources.of(other))),
            TrainingOptions.defaults());
    assertThat(training.trainingRows()).isEqualTo(300);
    assertThat(training.validationRows()).isEqualTo(100);
    assertSame(training.classifier().evaluate(other), validation(training));
  }

  @Test
  void predictionsComeInTheOrderOfTheFileAndSumToOne() throws Exception {
    Classifier classifier = penguins().classifier();
    List<Long> rows = new ArrayList<>();
    long count =
        classifier.predict(
            PENGUINS,
            (row, probabilities) -> {
              rows.add(row);
              assertThat((double) probabilities[0] + probabilities[1] + probabilities[2])
                  .isEqualTo(1, within(1e-6));
            });
    assertThat(count).isEqualTo(344);
    assertThat(rows).hasSize(344).isSorted().startsWith(1L).endsWith(344L);
  }

  @Test
  void blocksOfPredictionLeaveNoSeams() throws Exception {
    Path data = table(2500, 3);
    Classifier classifier =
        train(data, ClassifierOptions.label("y"), TrainingOptions.defaults()).classifier();
    float[][] together = predictions(classifier, data);
    assertThat(together).hasNumberOfRows(2500);
    List<String> lines = Files.readAllLines(data);
    for (int row : new int[] {0, 1023, 1024, 2047, 2048, 2499}) {
      Path single = folder.resolve("single.csv");
      Files.writeString(single, lines.getFirst() + "\n" + lines.get(row + 1) + "\n");
      assertThat(predictions(classifier, single)[0]).isEqualTo(together[row]);
    }
  }

  @Test
  void predictionNeedsNoLabel() throws Exception {
    Classifier classifier =
        train(table(200, 4), ClassifierOptions.label("y"), TrainingOptions.defaults()).classifier();
    Path unlabelled = Files.writeString(folder.resolve("u.csv"), "c,x\nred,0.5\n,\nnever seen,1\n");
    assertThat(predictions(classifier, unlabelled)).hasNumberOfRows(3);
  }

  @Test
  void wholeNumberWeightsAreAsRepeatedRows() throws Exception {
    String rows = "x,w,y\n1,2,a\n2,1,b\n3,1,a\n4,3,b\n";
    String repeated = "x,y\n1,a\n1,a\n2,b\n3,a\n4,b\n4,b\n4,b\n";
    ClassifierOptions options = ClassifierOptions.label("y").withValidation(new Validation.None());
    Path weighted = Files.writeString(folder.resolve("weighted.csv"), rows);
    Path plain = Files.writeString(folder.resolve("plain.csv"), repeated);
    // Standardisation is by rows, not by weights, so that only l2 = 0 compares.
    TrainingOptions training = TrainingOptions.builder().l2(0).build();
    ClassifierTraining one = train(weighted, options.withWeight("w"), training);
    ClassifierTraining other = train(plain, options, training);
    assertThat(one.result().objective()).isEqualTo(other.result().objective(), within(1e-6));
    assertThat(one.training().logLoss()).isEqualTo(other.training().logLoss(), within(1e-6));
  }

  @Test
  void balancedClassesRaiseTheRareClass() throws Exception {
    StringBuilder text = new StringBuilder("x,y\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int row = 0; row < 400; row++) {
      boolean rare = row % 20 == 0;
      text.append(random.nextDouble() + (rare ? 0.3 : 0)).append(rare ? ",rare\n" : ",common\n");
    }
    Path data = Files.writeString(folder.resolve("rare.csv"), text);
    ClassifierOptions options = ClassifierOptions.label("y").withValidation(new Validation.None());
    TrainingOptions training = TrainingOptions.defaults();
    long plain = train(data, options, training).training().confusion()[1][1];
    long balanced =
        train(data, options.withClassWeights(ClassWeights.BALANCED), training)
            .training()
            .confusion()[1][1];
    assertThat(balanced).isGreaterThan(plain);
  }

  @Test
  void rowsHeldOutLeaveNoTraceInTheModel() throws Exception {
    Path data = table(200, 6);
    ClassifierOptions options = ClassifierOptions.label("y");
    Classifier classifier = train(data, options, TrainingOptions.defaults()).classifier();
    // The split depends on labels and seed alone: other features in rows held out change nothing.
    int[] labels = new int[200];
    List<String> lines = Files.readAllLines(data);
    for (int row = 0; row < 200; row++) {
      labels[row] = lines.get(row + 1).endsWith("a") ? 0 : 1;
    }
    for (int row : StratifiedSplit.of(labels, 2, 0.2, 1).validation()) {
      lines.set(row + 1, "123456.7,other," + (labels[row] == 0 ? "a" : "b"));
    }
    Path changed = Files.write(folder.resolve("changed.csv"), lines);
    Path first = folder.resolve("first.softjac");
    Path second = folder.resolve("second.softjac");
    classifier.save(first);
    train(changed, options, TrainingOptions.defaults()).classifier().save(second);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void warningsAreToldAndKept() throws Exception {
    Path data =
        Files.writeString(
            folder.resolve("w.csv"), "x,c,y\n1,5,a\n2,5,a\n3,5,b\n4,5,b\n5,5,a\n2,5,c\n");
    ClassifierTraining training =
        train(data, ClassifierOptions.label("y"), TrainingOptions.defaults());
    assertThat(warnings)
        .containsExactly(
            "a class has one row only, too few to learn and to validate: \"c\"",
            "column \"c\" is dropped: every training row has the same value, 5");
    assertThat(training.warnings()).isEqualTo(warnings);
  }

  @Test
  void aColumnThatTellsTheClassIsWarnedOf() throws Exception {
    StringBuilder text = new StringBuilder("x,copy,range,y\n");
    for (int row = 0; row < 80; row++) {
      boolean a = row % 3 == 0;
      text.append(
          "%d,%s,%d,%s%n"
              .formatted(row * 7 % 10, a ? "yes" : "no", a ? row : -1 - row, a ? "a" : "b"));
    }
    train(
        Files.writeString(folder.resolve("leak.csv"), text),
        ClassifierOptions.label("y"),
        TrainingOptions.defaults());
    assertThat(warnings)
        .containsExactly(
            "column \"copy\" alone tells the class of every row (each value has one class); is it"
                + " known before the label is? If not, leave it aside by --ignore",
            "column \"range\" alone tells the class of every row (each class has a range of its own);"
                + " is it known before the label is? If not, leave it aside by --ignore");
  }

  private ClassifierTraining penguins() throws IOException, DataException {
    return train(PENGUINS, ClassifierOptions.label("species"), TrainingOptions.defaults());
  }

  private ClassifierTraining train(Path data, ClassifierOptions options, TrainingOptions training)
      throws IOException, DataException {
    return Classifier.train(data, options, training, TrainingListener.NONE, warnings::add);
  }

  /// Two classes that overlap, told apart by a number and a word, some of them missing.
  private Path table(int rows, long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder("x,c,y\n");
    for (int row = 0; row < rows; row++) {
      boolean a = random.nextBoolean();
      text.append(random.nextInt(10) == 0 ? "" : random.nextDouble() + (a ? 0.5 : 0))
          .append(random.nextInt(3) == 0 ? "," : a == (random.nextInt(4) > 0) ? ",red" : ",blue")
          .append(a ? ",a\n" : ",b\n");
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private static Metrics validation(ClassifierTraining training) {
    return Objects.requireNonNull(training.validation(), "no validation");
  }

  private static float[][] predictions(Classifier classifier, Path data)
      throws IOException, DataException {
    List<float[]> predictions = new ArrayList<>();
    classifier.predict(data, (row, probabilities) -> predictions.add(probabilities));
    return predictions.toArray(float[][]::new);
  }

  private static void assertSame(Metrics found, Metrics expected) {
    assertThat(found.rows()).isEqualTo(expected.rows());
    assertThat(found.accuracy()).isEqualTo(expected.accuracy());
    assertThat(found.logLoss()).isEqualTo(expected.logLoss());
    assertThat(found.brier()).isEqualTo(expected.brier());
    assertThat(found.ece()).isEqualTo(expected.ece());
    assertThat(found.confusion()).isDeepEqualTo(expected.confusion());
  }
}
