package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A model of the penguins, trained once for all tests, and files to use it on.
final class TrainedPenguins {

  /// The table.
  static final Path DATA = TrainCommandTest.PENGUINS;

  /// The model.
  static final Path MODEL = train();

  private TrainedPenguins() {}

  private static Path train() {
    try {
      Path model = Files.createTempDirectory("penguins").resolve("penguins.softjac");
      model.toFile().deleteOnExit();
      Outcome outcome =
          Outcome.of("train", DATA.toString(), "--label", "species", "--out", model.toString());
      assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
