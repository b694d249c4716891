package io.github.softjac.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.table.ColumnType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rows of Java are predicted as the same rows of a file are, to the bit.
class ModelTest {

  @TempDir private static Path folder;

  private static Classifier penguins;
  private static Classifier numbers;
  private static Path table;

  /// Components in another order than the columns, and others that the model does not know.
  private record Penguin(
      String name,
      @Nullable Sex sex,
      Optional<Double> culmenLengthMm,
      double culmen_depth_mm,
      int flipperLengthMm,
      @Nullable Long bodyMassG,
      CharSequence island) {}

  private enum Sex {
    MALE,
    FEMALE
  }

  private record Numbers(float x0, double x1, int x2) {}

  @BeforeAll
  static void train() throws Exception {
    penguins = TrainedModels.train(TrainedModels.PENGUINS, ClassifierOptions.label("species"));
    table = TrainedModels.numbers(folder.resolve("numbers.csv"), 300, 3, 4);
    numbers = TrainedModels.train(table, ClassifierOptions.label("y"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void mapsOfTextArePredictedAsTheFile(int hiddenLayers) throws Exception {
    int[] hidden = {9, 5};
    Classifier classifier =
        TrainedModels.train(
            TrainedModels.PENGUINS,
            ClassifierOptions.label("species"),
            Arrays.copyOf(hidden, hiddenLayers));
    assertSameAsFile(classifier, TrainedModels.PENGUINS);
  }

  private static void assertSameAsFile(Classifier classifier, Path file) throws Exception {
    List<float[]> expected = TrainedModels.predictions(classifier, file);
    List<Map<String, String>> rows = TrainedModels.rows(file);
    assertThat(rows).hasSameSizeAs(expected);
    for (int row = 0; row < rows.size(); row++) {
      assertThat(classifier.model().probabilities(rows.get(row)))
          .as("row %d", row + 1)
          .containsExactly(expected.get(row));
    }
  }

  @Test
  void textAndDatesAndWordsArePredictedAsTheFile() throws Exception {
    Path file = mixed();
    for (int[] hidden : new int[][] {{}, {6}}) {
      assertSameAsFile(TrainedModels.train(file, mixedOptions(), hidden), file);
    }
  }

  private static ClassifierOptions mixedOptions() {
    return ClassifierOptions.label("y").withTypes(Map.of("note", ColumnType.TEXT));
  }

  /// A model of sparse features, with a missing cell of every kind.
  private static Path mixed() throws Exception {
    List<String> lines = new ArrayList<>(List.of("day,note,size,open,y"));
    for (int row = 0; row < 60; row++) {
      String day = row == 7 ? "" : LocalDate.of(2024, 1 + row % 12, 1 + row % 28).toString();
      String note = row == 8 ? "NA" : row % 2 == 0 ? "a red and round thing" : "the blue square";
      String size = row == 9 ? "?" : Integer.toString(row % 5);
      lines.add(
          String.join(
              ",", day, note, size, row % 3 == 0 ? "true" : "false", row % 2 == 0 ? "p" : "q"));
    }
    return Files.write(folder.resolve("mixed.csv"), lines);
  }

  @Test
  void valuesOfJavaMeanWhatTheirTextMeans() throws Exception {
    Model model = TrainedModels.train(mixed(), mixedOptions()).model();
    Map<String, Object> typed =
        Map.of("day", LocalDate.of(2024, 2, 29), "note", "a red thing", "size", 3, "open", true);
    Map<String, Object> text =
        Map.of("day", "2024-02-29", "note", " a red thing ", "size", "3.0", "open", "true");
    assertThat(model.probabilities(typed)).containsExactly(model.probabilities(text));
  }

  @Test
  void nullAndNotANumberAndEmptyAreMissing() {
    Model model = penguins.model();
    Map<String, Object> row = new HashMap<>(penguin());
    List<float[]> results = new ArrayList<>();
    for (Object missing : new Object[] {"", "NA", Double.NaN, Float.NaN, Optional.empty()}) {
      row.put("culmen_length_mm", missing);
      row.put("sex", missing);
      results.add(model.probabilities(row));
    }
    row.put("culmen_length_mm", null);
    row.put("sex", null);
    assertThat(results).allSatisfy(y -> assertThat(y).containsExactly(model.probabilities(row)));
    assertThat(model.probabilities(row)).isNotEqualTo(model.probabilities(penguin()));
  }

  private static Map<String, Object> penguin() {
    return Map.of(
        "island",
        "Biscoe",
        "culmen_length_mm",
        46.1,
        "culmen_depth_mm",
        13.2f,
        "flipper_length_mm",
        211,
        "body_mass_g",
        4500L,
        "sex",
        "FEMALE",
        "name",
        "not looked at");
  }

  @Test
  void recordIsReadByNamesOfTheSameLetters() {
    Model model = penguins.model();
    Penguin record = new Penguin("Pim", Sex.FEMALE, Optional.of(46.1), 13.2f, 211, 4500L, "Biscoe");
    assertThat(model.probabilities(record)).containsExactly(model.probabilities(penguin()));
    assertThat(model.predict(record)).isEqualTo("Gentoo").isEqualTo(model.predict(penguin()));
    Penguin without = new Penguin("Pam", null, Optional.empty(), 13.2f, 211, null, "Biscoe");
    Map<String, @Nullable Object> map = new HashMap<>(penguin());
    map.put("sex", null);
    map.put("culmen_length_mm", null);
    map.put("body_mass_g", null);
    assertThat(model.probabilities(without)).containsExactly(model.probabilities(map));
  }

  @Test
  void arraysArePredictedAsTheFile() throws Exception {
    Model model = numbers.model();
    List<float[]> expected = TrainedModels.predictions(numbers, table);
    double[][] rows = rows();
    float[][] together = model.probabilities(rows);
    List<String> predicted = model.predict(rows);
    for (int row = 0; row < rows.length; row++) {
      assertThat(model.probabilities(rows[row])).containsExactly(expected.get(row));
      assertThat(together[row]).containsExactly(expected.get(row));
      assertThat(model.predict(rows[row])).isEqualTo(predicted.get(row));
    }
    assertThat(predicted).contains("a", "b", "c", "d");
    assertThat(model.probabilities(new double[0][])).isEmpty();
  }

  private static double[][] rows() throws Exception {
    return TrainedModels.rows(table).stream()
        .map(row ->
            new double[] {
              Double.parseDouble(row.get("x0")),
              Double.parseDouble(row.get("x1")),
              Double.parseDouble(row.get("x2"))
            })
        .toArray(double[][]::new);
  }

  @Test
  void predictedIsTheMostProbableClass() throws Exception {
    for (double[] row : rows()) {
      float[] y = numbers.model().probabilities(row);
      float most = y[numbers.classes().indexOf(numbers.model().predict(row))];
      for (float other : y) {
        assertThat(other).isLessThanOrEqualTo(most);
      }
    }
  }

  @Test
  void savedModelIsLoaded() throws Exception {
    Path file = folder.resolve("penguins.softjac");
    penguins.save(file);
    Model model = Model.load(file);
    assertThat(model.classes()).containsExactly("Adelie", "Chinstrap", "Gentoo");
    assertThat(model.columns()).startsWith("island", "culmen_length_mm").hasSize(6);
    assertThat(model.probabilities(penguin()))
        .containsExactly(penguins.model().probabilities(penguin()));
  }

  @Test
  void streamIsReadAsItIsAsked() {
    AtomicInteger read = new AtomicInteger();
    Stream<Numbers> endless = Stream.generate(() -> new Numbers(read.incrementAndGet(), -0.5, 2));
    Stream<String> predicted = numbers.model().predict(endless);
    assertThat(read).hasValue(0);
    assertThat(predicted.limit(3))
        .containsExactly(
            numbers.model().predict(new double[] {1, -0.5, 2}),
            numbers.model().predict(new double[] {2, -0.5, 2}),
            numbers.model().predict(new double[] {3, -0.5, 2}));
    assertThat(read.get()).isLessThan(5);
  }

  @Test
  void streamTakesRowsOfEveryKind() {
    Stream<?> rows =
        Stream.of(new Numbers(1, 2, 3), Map.of("x0", 1, "x1", 2, "x2", 3), new double[] {1, 2, 3});
    List<float[]> y = numbers.model().probabilities(rows).toList();
    assertThat(y).hasSize(3).allSatisfy(one -> assertThat(one).containsExactly(y.getFirst()));
  }

  @Test
  void badRowOfAStreamIsNamed() {
    Stream<double[]> rows = Stream.of(new double[3], new double[3], new double[2]);
    assertThatThrownBy(() -> numbers.model().predict(rows).toList())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 3: a row of 2 numbers; allowed: 3, one for each column of the model");
  }

  @Test
  void badRowOfAnArrayIsNamed() {
    double[][] rows = {new double[3], {1, Double.POSITIVE_INFINITY, 2}};
    assertThatThrownBy(() -> numbers.model().predict(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "row 2: column \"x1\": \"Infinity\" is not a number; "
                + "allowed: a decimal number or empty");
  }

  @Test
  void absentColumnsAreNamed() {
    assertRefused(
        Map.of("x0", 1, "x3", 2),
        "the row lacks columns \"x1\", \"x2\", which the model needs (a missing value is null); "
            + "it has \"x0\", \"x3\"");
  }

  @Test
  void wordInAColumnOfNumbersIsRefused() {
    assertRefused(
        Map.of("x0", 1, "x1", "many", "x2", 2),
        "column \"x1\": \"many\" is not a number; allowed: a decimal number or empty");
  }

  @Test
  void valueOfAForeignTypeIsRefused() {
    assertRefused(
        Map.of("x0", 1, "x1", List.of(2), "x2", 2),
        "column \"x1\": a value of java.util.ImmutableCollections$List12; allowed: a number, text, "
            + "true or false, an enum constant, a date of java.time, float[] or double[] for a "
            + "vector, an Optional of these, or null");
  }

  private static void assertRefused(Map<String, ?> row, String message) {
    assertThatThrownBy(() -> numbers.model().predict(row))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void recordWithoutAColumnIsRefused() {
    record Pair(double x0, double x1) {}

    assertThatThrownBy(() -> numbers.model().predict(new Pair(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "Pair lacks column \"x2\", which the model needs; it has \"x0\", \"x1\"");
  }

  @Test
  void recordWithTwoComponentsForAColumnIsRefused() {
    record Doubtful(double x0, double x1, double X2, double x_2) {}

    assertThatThrownBy(() -> numbers.model().predict(new Doubtful(1, 2, 3, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(
            "Doubtful has components X2 and x_2 for column \"x2\"; "
                + "allowed: one, or one of just that name");
  }

  @Test
  void arrayForAModelOfWordsIsRefused() {
    assertThatThrownBy(() -> penguins.model().predict(new double[6]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "an array of numbers for a model whose column \"island\" holds none; "
                + "allowed: a map or a record");
  }

  @Test
  void rowOfAForeignTypeIsRefused() {
    assertThatThrownBy(() -> numbers.model().predict(Stream.of("1,2,3")).toList())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "row 1: a row of java.lang.String; allowed: a map, a record, or an array of doubles");
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    Model model = penguins.model();
    List<Map<String, String>> rows = TrainedModels.rows(TrainedModels.PENGUINS);
    List<float[]> alone = rows.stream().map(model::probabilities).toList();
    List<Callable<List<float[]>>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      tasks.add(() -> rows.stream().map(model::probabilities).toList());
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<List<float[]>> task : threads.invokeAll(tasks)) {
        List<float[]> y = task.get();
        for (int row = 0; row < y.size(); row++) {
          assertThat(y.get(row)).containsExactly(alone.get(row));
        }
      }
    }
    assertThat(model.predict(rows.stream().parallel()).toList())
        .isEqualTo(rows.stream().map(model::predict).toList());
  }
}
