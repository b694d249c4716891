package io.github.softjac.cli;

import io.github.softjac.classifier.Classifier;
import io.github.softjac.model.ModelFileException;
import java.io.IOException;
import java.nio.file.Path;

/// The model file that a command is given.
final class ModelArgument {

  private ModelArgument() {}

  /// The classifier in this file.
  ///
  /// @throws BadInputException if the file cannot be read: it is input, and bad
  static Classifier load(Path model) throws ModelFileException, BadInputException {
    try {
      return Classifier.load(model);
    } catch (IOException e) {
      throw new BadInputException(Failures.ioMessage(e), e);
    }
  }
}
