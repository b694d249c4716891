package io.github.softjac.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.github.softjac.data.DataException;
import io.github.softjac.model.ModelFile;
import io.github.softjac.model.ModelFileException;
import io.github.softjac.model.NetworkFormat;
import io.github.softjac.schema.CategoricalColumn;
import io.github.softjac.schema.NumericColumn;
import io.github.softjac.schema.Schema;
import io.github.softjac.schema.SchemaFormat;
import io.github.softjac.source.Sources;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files and models that do not go together, and options that cannot be.
class BadInputTest {

  private static final String TABLE =
      "x,c,y\n1,red,a\n2,blue,b\n3,red,a\n4,blue,b\n5,red,a\n6,blue,b\n";

  @TempDir private Path folder;

  private Classifier classifier;

  @BeforeEach
  void trainOnASmallTable() throws Exception {
    classifier =
        train(Files.writeString(folder.resolve("table.csv"), TABLE), new Validation.None())
            .classifier();
  }

  @Test
  void predictionWithoutAColumn() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,colour\n1,red\n");
    assertThatThrownBy(() -> classifier.predict(data, (row, y) -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data
                + ": the file lacks column \"c\", which the model needs; the file has \"x\","
                + " \"colour\"");
  }

  @Test
  void predictionOfAWordInANumericColumn() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,c\n1,red\n1O,red\n");
    assertThatThrownBy(() -> classifier.predict(data, (row, y) -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data
                + ": row 2 (line 3), column \"x\": \"1O\" is not a number; allowed: a decimal number"
                + " or empty");
  }

  @Test
  void predictionOfNoRows() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,c\n");
    assertThatThrownBy(() -> classifier.predict(data, (row, y) -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(data + ": the file has a header and no rows; allowed: at least one row");
  }

  @Test
  void evaluationOfAnUnseenClass() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,c,y\n1,red,A\n");
    assertThatThrownBy(() -> classifier.evaluate(data))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data
                + ": row 1 (line 2), column \"y\": \"A\" is not a class of the model; allowed:"
                + " \"a\", \"b\"");
  }

  @Test
  void failureOfTheSinkEndsThePrediction() {
    assertThatThrownBy(() ->
            classifier.predict(
                folder.resolve("table.csv"),
                (row, y) -> {
                  throw new IOException("disk full at row " + row);
                }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full at row 1");
  }

  @Test
  void validationFileWithAnUnseenClass() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "x,c,y\n1,red,z\n");
    assertThatThrownBy(
            () -> train(folder.resolve("table.csv"), new Validation.Held(Sources.of(other))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            other
                + ": row 1 (line 2), column \"y\": \"z\" is not a class of the model; allowed:"
                + " \"a\", \"b\"");
  }

  @Test
  void weightsThatAreAllZero() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,w,y\n1,0,a\n2,0,b\n");
    ClassifierOptions options =
        ClassifierOptions.label("y").withWeight("w").withValidation(new Validation.None());
    assertThatThrownBy(() ->
            Classifier.train(
                data, options, TrainingOptions.defaults(), TrainingListener.NONE, warning -> {}))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data + ": the weights of all 2 training rows are 0; allowed: at least one above 0");
  }

  @Test
  void aClassThatIsSeenOnceIsTrainedAndWarnedOf() throws Exception {
    Path data = Files.writeString(folder.resolve("data.csv"), TABLE + "7,red,once\n");
    for (Validation validation : List.of(new Validation.None(), new Validation.Fraction(0.2))) {
      ClassifierTraining training = train(data, validation);
      assertThat(training.warnings())
          .containsExactly("a class has one row only, too few to learn and to validate: \"once\"");
      assertThat(training.classifier().classes()).containsExactly("a", "b", "once");
    }
  }

  @Test
  void numbersTooLargeForAMean() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "x,y\n1e308,a\n1.5e308,b\n1e308,a\n");
    assertThatThrownBy(() -> train(data, new Validation.None()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data
                + ": column \"x\" has numbers so large that their mean (Infinity) or standard"
                + " deviation (Infinity) is not finite; allowed: numbers up to 1e150");
  }

  @Test
  void numbersTooSmallForADeviation() throws IOException {
    Path data =
        Files.writeString(folder.resolve("data.csv"), "x,y\n1e-320,a\n2e-320,b\n3e-320,a\n");
    assertThatThrownBy(() -> train(data, new Validation.None()))
        .isInstanceOf(DataException.class)
        .hasMessage(
            data
                + ": no column is left to learn from: \"x\" (its values in training rows differ by less"
                + " than 1e-150, too little for a standard deviation); allowed: one or more columns of"
                + " numbers or categories that differ between rows");
  }

  @Test
  void modelWhoseSchemaHasOtherFeaturesThanItsNetwork() throws IOException {
    Path model =
        model(
            new Schema(
                "y",
                List.of("a", "b"),
                null,
                List.of(new NumericColumn("x", 0, 1, false)),
                List.of()));
    assertThatThrownBy(() -> Classifier.load(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(
            model + ": the network takes 3 features and the schema makes 1: they must be as many");
  }

  @Test
  void modelWhoseSchemaHasOtherClassesThanItsNetwork() throws IOException {
    Path model =
        model(
            new Schema(
                "y",
                List.of("a", "b", "c"),
                null,
                List.of(
                    new NumericColumn("x", 0, 1, false),
                    new CategoricalColumn("c", List.of("blue", "red"), false)),
                List.of()));
    assertThatThrownBy(() -> Classifier.load(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(model + ": the network has 2 classes and the schema 3: they must be as many");
  }

  @Test
  void modelWithoutASchema() throws IOException {
    Path model = folder.resolve("m.softjac");
    JsonObject header = new JsonObject();
    header.add(NetworkFormat.SECTION, NetworkFormat.describe(classifier.network()));
    ModelFile.write(model, new ModelFile(header, NetworkFormat.tensors(classifier.network())));
    assertThatThrownBy(() -> Classifier.load(model))
        .isInstanceOf(ModelFileException.class)
        .hasMessage(model + ": header schema is missing: needed is an object");
  }

  @Test
  void csvInPlaceOfAModel() {
    assertThatThrownBy(() -> Classifier.load(folder.resolve("table.csv")))
        .isInstanceOf(ModelFileException.class)
        .hasMessageStartingWith(folder.resolve("table.csv") + ": ");
  }

  @Test
  void labelThatIsTheWeight() {
    assertThatThrownBy(() -> ClassifierOptions.label("y").withWeight("y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"y\" is both label and weight: allowed is one of them");
  }

  @Test
  void labelThatIsIgnored() {
    assertThatThrownBy(() -> ClassifierOptions.label("y").withIgnored(List.of("x", "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"y\" is both label and ignored: allowed is one of them");
  }

  @Test
  void weightThatIsIgnored() {
    assertThatThrownBy(() -> ClassifierOptions.label("y").withWeight("w").withIgnored(List.of("w")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column \"w\" is both weight and ignored: allowed is one of them");
  }

  @Test
  void validationFractionOfOne() {
    assertThatThrownBy(() -> new Validation.Fraction(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("validation fraction is 1.0: it must be above 0 and below 1");
  }

  private Path model(Schema schema) throws IOException {
    Path model = folder.resolve("m.softjac");
    JsonObject header = new JsonObject();
    header.add(SchemaFormat.SECTION, SchemaFormat.describe(schema));
    header.add(TrainingSummary.SECTION, classifier.summary().describe());
    header.add(NetworkFormat.SECTION, NetworkFormat.describe(classifier.network()));
    ModelFile.write(model, new ModelFile(header, NetworkFormat.tensors(classifier.network())));
    return model;
  }

  private static ClassifierTraining train(Path data, Validation validation)
      throws IOException, DataException {
    return Classifier.train(
        data,
        ClassifierOptions.label("y").withValidation(validation),
        TrainingOptions.defaults(),
        TrainingListener.NONE,
        warning -> {});
  }
}
