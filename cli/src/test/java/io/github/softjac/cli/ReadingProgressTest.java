package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/// What is seen of reading, by a clock that the test moves.
class ReadingProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private long now;

  @Test
  void aLineEveryFiveSecondsHasRowsASecondAndTheTimeLeft() {
    ReadingProgress progress = new ReadingProgress(new PrintWriter(text), 0, () -> now);
    now = 4 * SECOND;
    progress.reading(400, 0.2);
    now = 5 * SECOND;
    progress.reading(500, 0.25);
    progress.close();
    assertThat(text.toString())
        .isEqualToNormalizingNewlines("reading: 500 rows, 100 rows/s, 25 %, about 15 s left\n");
  }

  @Test
  void aTerminalGetsOneLineThatIsWipedAtTheEnd() {
    ReadingProgress progress = new ReadingProgress(new PrintWriter(text), 60, () -> now);
    now = 2 * SECOND;
    progress.reading(400, Double.NaN);
    progress.close();
    assertThat(text.toString())
        .startsWith("\rreading: 400 rows, 200 rows/s ")
        .endsWith("\r" + " ".repeat(59) + "\r");
  }

  @Test
  void whatIsReadAtOnceShowsNothing() {
    ReadingProgress progress = new ReadingProgress(new PrintWriter(text), 60, () -> now);
    progress.reading(400, 1);
    progress.close();
    assertThat(text.toString()).isEmpty();
  }
}
