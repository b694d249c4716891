package io.github.softjac.cli;

import io.github.softjac.classifier.ClassifierTraining;
import io.github.softjac.model.AtomicFile;
import io.github.softjac.softmax.Softmax;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Every training row as a model that has not seen it predicts it: `softjac train --out-of-fold`.
final class OutOfFoldFile {

  private OutOfFoldFile() {}

  /// Writes the file whole or not at all. Rows are numbered as the used rows of the data, from 1.
  static void write(Path file, ClassifierTraining training) throws IOException {
    float[] logits = training.result().details().outOfFold();
    if (logits == null) {
      throw new IllegalStateException("the trainer was asked for out-of-fold predictions");
    }
    List<String> names = training.classifier().classes();
    int classes = names.size();
    float[] y = new float[logits.length];
    Softmax.forward(logits, y, logits.length / classes, classes);
    AtomicFile.write(
        file,
        stream -> {
          PrintWriter writer =
              new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
          PredictionCsv csv = new PredictionCsv(writer, names, 0);
          for (int i = 0; i < training.trainingRowNumbers().length; i++) {
            csv.accept(
                training.trainingRowNumbers()[i],
                Arrays.copyOfRange(y, i * classes, (i + 1) * classes));
          }
          csv.finish();
        });
  }
}
