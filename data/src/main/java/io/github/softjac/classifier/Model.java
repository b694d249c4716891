package io.github.softjac.classifier;

import io.github.softjac.model.ModelFileException;
import io.github.softjac.schema.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Gatherer;
import java.util.stream.Stream;

/// Predictions for rows that an application has in hand.
///
/// ```java
/// Model model = Model.load(Path.of("penguins.softjac"));
///
/// record Penguin(String island, double culmenLengthMm, double culmenDepthMm,
///     int flipperLengthMm, int bodyMassG, String sex) {}
/// String species = model.predict(new Penguin("Dream", 39.1, 18.7, 181, 3750, "MALE"));
///
/// float[] y = model.probabilities(Map.of("island", "Dream", …));  // as model.classes()
/// Stream<String> all = model.predict(penguins.stream());          // one by one, lazily
/// ```
///
/// A row is
///
/// * a **map** from the names of [#columns] to values. Each column must be a key; further keys are
///   not looked at;
/// * a **record**. A component holds the column of its own name, else the one whose name has the
///   same letters and digits, whatever their case: `bodyMassG` holds `body_mass_g`. Further
///   components are not looked at;
/// * a **`double[]`** in the order of [#columns], if all of them hold numbers.
///
/// A value is a number, text, `true` or `false`, an enum constant, a date of `java.time`, a
/// `float[]` or `double[]` for a column of vectors, an `Optional` of these. It means what it means
/// in a file: `"39.1"` is a number, a word that no training row had is none of the words. `null`,
/// NaN, an empty text and the [spellings][io.github.softjac.data.MissingValue] of a missing value
/// are missing values. The probabilities are those of [Classifier#predict] for a file with the same
/// cells, to the bit.
///
/// Immutable, and safe to use from any number of threads at a time. After its first call on a
/// thread, a row of numbers, as an array or as a record of primitive components, takes no memory
/// but for the result.
public final class Model {

  private final Classifier classifier;
  private final List<String> columns;
  private final ThreadLocal<RowPredictor> predictors;

  /// Kept by the classes of records themselves, so that these can be unloaded.
  private final ClassValue<RecordColumns> records;

  Model(Classifier classifier) {
    this.classifier = classifier;
    columns = classifier.schema().columns().stream().map(Column::name).toList();
    records =
        new ClassValue<>() {
          @Override
          protected RecordColumns computeValue(Class<?> type) {
            return new RecordColumns(type, columns);
          }
        };
    predictors =
        ThreadLocal.withInitial(
            () -> new RowPredictor(classifier.schema(), classifier.network(), columns, records));
  }

  /// Reads a model file, as `softjac train` and [Classifier#save] write it.
  ///
  /// @throws IOException if it is not there or cannot be read
  /// @throws ModelFileException if it is not a whole, undamaged classifier
  public static Model load(Path model) throws IOException, ModelFileException {
    return Classifier.load(model).model();
  }

  /// The classes, in the order of the probabilities.
  public List<String> classes() {
    return classifier.classes();
  }

  /// The columns that a row needs.
  public List<String> columns() {
    return columns;
  }

  /// The most probable class of a row, the first of several.
  ///
  /// @throws IllegalArgumentException if a column is not among the keys, or a value is not of the
  ///   column's kind; the message names it
  public String predict(Map<String, ?> row) {
    return classes().get(predictors.get().predict(row));
  }

  /// The most probable class of a row, the first of several.
  ///
  /// @throws IllegalArgumentException if the record has no component for a column, or its value is
  ///   not of the column's kind, or the record's package is not open to this module
  public String predict(Record row) {
    return classes().get(predictors.get().predict(row));
  }

  /// The most probable class of a row, the first of several.
  ///
  /// @param row in the order of [#columns]; NaN: missing
  /// @throws IllegalArgumentException if it has not as many values as the model columns, one of
  ///   those holds no numbers, or a value is infinite
  public String predict(double[] row) {
    return classes().get(predictors.get().predict(row));
  }

  /// The most probable class of each row, in order; faster than row by row.
  ///
  /// @throws IllegalArgumentException as [#predict(double[])]; the message has the row, from 1
  public List<String> predict(double[][] rows) {
    List<String> predicted = new ArrayList<>(rows.length);
    for (float[] y : probabilities(rows)) {
      predicted.add(classes().get(RowPredictor.largest(y)));
    }
    return predicted;
  }

  /// The most probable class of each row, when it is asked for: no row is read before, and the
  /// stream may have no end.
  ///
  /// @param rows maps, records, or arrays of doubles
  /// @return throws [IllegalArgumentException] at a row that cannot be used; the message has its
  ///   number, from 1
  public Stream<String> predict(Stream<?> rows) {
    return each(rows, row -> classes().get(predictors.get().predict(row)));
  }

  /// The probability of each class.
  ///
  /// @return `[classes]`, in the order of [#classes]
  /// @throws IllegalArgumentException as [#predict(Map)]
  public float[] probabilities(Map<String, ?> row) {
    return predictors.get().probabilities(row);
  }

  /// The probability of each class.
  ///
  /// @return `[classes]`, in the order of [#classes]
  /// @throws IllegalArgumentException as [#predict(Record)]
  public float[] probabilities(Record row) {
    return predictors.get().probabilities(row);
  }

  /// The probability of each class.
  ///
  /// @param row in the order of [#columns]; NaN: missing
  /// @return `[classes]`, in the order of [#classes]
  /// @throws IllegalArgumentException as [#predict(double[])]
  public float[] probabilities(double[] row) {
    return predictors.get().probabilities(row);
  }

  /// The probabilities of each row, in order; faster than row by row.
  ///
  /// @return `[rows][classes]`
  /// @throws IllegalArgumentException as [#predict(double[])]; the message has the row, from 1
  public float[][] probabilities(double[][] rows) {
    return predictors.get().probabilities(rows);
  }

  /// The probabilities of each row, when they are asked for, as [#predict(Stream)].
  public Stream<float[]> probabilities(Stream<?> rows) {
    return each(rows, row -> predictors.get().probabilities(row));
  }

  private static <T> Stream<T> each(Stream<?> rows, Function<Object, T> prediction) {
    return rows.gather(
        Gatherer.<Object, long[], T>ofSequential(
            () -> new long[1],
            (number, row, downstream) -> {
              number[0]++;
              T predicted;
              try {
                predicted = prediction.apply(row);
              } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("row " + number[0] + ": " + e.getMessage(), e);
              }
              return downstream.push(predicted);
            }));
  }
}
