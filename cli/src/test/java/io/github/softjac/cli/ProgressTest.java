package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.trainer.TrainingProgress;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private long now;

  @Test
  void aShortTrainingShowsNothing() {
    try (Progress progress = progress(0)) {
      for (int step = 1; step <= 100; step++) {
        progress.progress(new TrainingProgress(step, 100, 1.0 / step, Double.NaN));
      }
    }
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void aShortTrainingShowsNothingOnATerminal() {
    try (Progress progress = progress(80)) {
      progress.progress(new TrainingProgress(1, 100, 0.5, Double.NaN));
    }
    assertThat(text.toString()).isEmpty();
  }

  @Test
  void aLongTrainingShowsALineEveryFiveSeconds() {
    try (Progress progress = progress(0)) {
      for (int step = 1; step <= 12; step++) {
        now = step * SECOND;
        progress.progress(new TrainingProgress(step, 100, 0.5, Double.NaN));
      }
    }
    assertThat(text.toString())
        .isEqualTo(
            """
            step 5 of at most 100, about 2 min left, objective 0.5000
            step 10 of at most 100, about 2 min left, objective 0.5000
            """);
  }

  @Test
  void aLineHasTheGradientWhereItIsKnown() {
    try (Progress progress = progress(0)) {
      now = 5 * SECOND;
      progress.progress(new TrainingProgress(7, 100, 0.5, Double.NaN, 0.00123, 0.5));
    }
    assertThat(text.toString())
        .isEqualTo("step 7 of at most 100, about 5 s left, objective 0.5000, gradient 1.2e-03\n");
  }

  @Test
  void hoursLeftAreToldAsHours() {
    try (Progress progress = progress(0)) {
      now = 3600 * SECOND;
      progress.progress(new TrainingProgress(25, 100, 0.5, Double.NaN));
    }
    assertThat(text.toString())
        .isEqualTo("step 25 of at most 100, about 3.0 h left, objective 0.5000\n");
  }

  @Test
  void timeLeftIsNotToldBeforeAnythingIsDone() {
    try (Progress progress = progress(0)) {
      now = 5 * SECOND;
      progress.progress(new TrainingProgress(0, 100, 0.5, Double.NaN));
    }
    assertThat(text.toString()).isEqualTo("step 0 of at most 100, objective 0.5000\n");
  }

  @Test
  void aLineHasTheLogLossOfTheValidationRows() {
    try (Progress progress = progress(0)) {
      now = 5 * SECOND;
      progress.progress(new TrainingProgress(7, 100, 0.5, 0.25));
    }
    assertThat(text.toString())
        .isEqualTo(
            "step 7 of at most 100, about 67 s left, objective 0.5000, held-out log-loss 0.2500\n");
  }

  @Test
  void aTerminalShowsABarOnOneLine() {
    try (Progress progress = progress(80)) {
      now = 2 * SECOND;
      progress.progress(new TrainingProgress(50, 100, 0.5, Double.NaN));
    }
    assertThat(text.toString())
        .contains("\r")
        .contains("training")
        .contains("50/100")
        .endsWith("\n");
    assertThat(text.toString().split("[\r\n]+", -1)).allMatch(line -> line.length() < 80);
  }

  private Progress progress(int columns) {
    return new Progress(new PrintWriter(text), columns, () -> now);
  }
}
