package io.github.softjac.bench.jmh;

import io.github.softjac.classifier.Classifier;
import io.github.softjac.classifier.ClassifierOptions;
import io.github.softjac.classifier.Model;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long it takes to predict one row of 50 numbers, of 10 classes: from values to features,
/// logits, softmax, in one thread.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH sets the fields before it calls
public class SingleRowBenchmark {

  private static final int COLUMNS = 50;
  private static final int CLASSES = 10;
  private static final int ROWS = 2_000;

  /// Widths of hidden layers.
  @Param({"none", "256,128"})
  public String hidden;

  private Model model;
  private final double[] array = new double[COLUMNS];
  private final Map<String, Double> map = new HashMap<>();
  private Row row;

  /// A row as an application may have it.
  record Row(
      double x0,
      double x1,
      double x2,
      double x3,
      double x4,
      double x5,
      double x6,
      double x7,
      double x8,
      double x9,
      double x10,
      double x11,
      double x12,
      double x13,
      double x14,
      double x15,
      double x16,
      double x17,
      double x18,
      double x19,
      double x20,
      double x21,
      double x22,
      double x23,
      double x24,
      double x25,
      double x26,
      double x27,
      double x28,
      double x29,
      double x30,
      double x31,
      double x32,
      double x33,
      double x34,
      double x35,
      double x36,
      double x37,
      double x38,
      double x39,
      double x40,
      double x41,
      double x42,
      double x43,
      double x44,
      double x45,
      double x46,
      double x47,
      double x48,
      double x49) {}

  /// Trains a model on random numbers.
  @Setup
  public void train() throws Exception {
    Path table = table();
    try {
      TrainingOptions.Builder training = TrainingOptions.builder().epochs(20);
      if (!hidden.equals("none")) {
        training.hidden(256, 128);
      }
      model =
          Classifier.train(
                  table,
                  ClassifierOptions.label("y"),
                  training.build(),
                  TrainingListener.NONE,
                  warning -> {})
              .classifier()
              .model();
    } finally {
      Files.delete(table);
    }
    for (int j = 0; j < COLUMNS; j++) {
      array[j] = j / 50.0;
      map.put("x" + j, array[j]);
    }
    row = row(array);
  }

  private static Path table() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>();
    for (int i = -1; i < ROWS; i++) {
      StringBuilder line = new StringBuilder();
      for (int j = 0; j < COLUMNS; j++) {
        line.append(i < 0 ? "x" + j : random.nextGaussian() + (i % CLASSES == j ? 1 : 0));
        line.append(',');
      }
      lines.add(line + (i < 0 ? "y" : "class" + i % CLASSES));
    }
    try {
      return Files.write(Files.createTempFile("rows", ".csv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(double[] x) {
    return new Row(
        x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10], x[11], x[12], x[13],
        x[14], x[15], x[16], x[17], x[18], x[19], x[20], x[21], x[22], x[23], x[24], x[25], x[26],
        x[27], x[28], x[29], x[30], x[31], x[32], x[33], x[34], x[35], x[36], x[37], x[38], x[39],
        x[40], x[41], x[42], x[43], x[44], x[45], x[46], x[47], x[48], x[49]);
  }

  /// A row as an array of doubles.
  @Benchmark
  public float[] array() {
    return model.probabilities(array);
  }

  /// A row as a record of 50 doubles.
  @Benchmark
  public float[] record() {
    return model.probabilities(row);
  }

  /// A row as a map of 50 boxed doubles.
  @Benchmark
  public float[] map() {
    return model.probabilities(map);
  }

  /// The class alone.
  @Benchmark
  public String predict() {
    return model.predict(array);
  }
}
