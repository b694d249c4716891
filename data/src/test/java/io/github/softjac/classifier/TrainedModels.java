package io.github.softjac.classifier;

import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// Small tables, models trained on them, and their rows as text.
final class TrainedModels {

  static final Path PENGUINS = Path.of("../examples/penguins.csv");

  private TrainedModels() {}

  static Classifier train(Path data, ClassifierOptions options, int... hidden) throws Exception {
    TrainingOptions training = TrainingOptions.builder().hidden(hidden).epochs(20).build();
    return Classifier.train(data, options, training, TrainingListener.NONE, warning -> {})
        .classifier();
  }

  /// A table of numbers, `x0` to `x<columns − 1>`, and the label `y`, one of `classes` letters.
  static Path numbers(Path file, int rows, int columns, int classes) throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<String> lines = new ArrayList<>();
    StringBuilder header = new StringBuilder();
    for (int j = 0; j < columns; j++) {
      header.append('x').append(j).append(',');
    }
    lines.add(header + "y");
    for (int row = 0; row < rows; row++) {
      int label = row % classes;
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < columns; j++) {
        line.append((float) (random.nextGaussian() + (j % classes == label ? 1 : 0))).append(',');
      }
      lines.add(line.toString() + (char) ('a' + label));
    }
    return Files.write(file, lines);
  }

  /// The rows of a CSV file without quotes, by column.
  static List<Map<String, String>> rows(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] names = lines.getFirst().split(",", -1);
    List<Map<String, String>> rows = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      Map<String, String> row = new LinkedHashMap<>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], cells[i]);
      }
      rows.add(row);
    }
    return rows;
  }

  /// The probabilities of the rows of a file.
  static List<float[]> predictions(Classifier classifier, Path file) throws Exception {
    List<float[]> all = new ArrayList<>();
    classifier.predict(file, (row, y) -> all.add(y));
    return all;
  }
}
