package io.github.softjac.cli;

import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// How far the training is, on standard error: a bar on a terminal, else a line now and then. A
/// training that is done at once shows neither.
final class Progress implements TrainingListener, AutoCloseable {

  private static final long SECOND = 1_000_000_000L;
  private static final long BAR_AFTER = SECOND;
  private static final long LINE_EVERY = 5 * SECOND;

  /// More than a hundred hours left is no estimate.
  private static final double MOST_SECONDS_LEFT = 360_000;

  private final PrintWriter err;
  private final int columns;
  private final LongSupplier nanoTime;
  private final long start;
  private long lastLine;
  private @Nullable ProgressBar bar;

  /// Progress of what starts now.
  ///
  /// @param columns width of the terminal that `err` is; 0: it is none
  /// @param nanoTime the clock
  Progress(PrintWriter err, int columns, LongSupplier nanoTime) {
    this.err = err;
    this.columns = columns;
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    lastLine = start;
  }

  /// Progress for the terminal, if the launcher has seen one.
  static Progress on(PrintWriter err) {
    return new Progress(err, Integer.getInteger("softjac.columns", 0), System::nanoTime);
  }

  @Override
  public void progress(TrainingProgress progress) {
    long now = nanoTime.getAsLong();
    if (columns > 0) {
      if (now - start >= BAR_AFTER) {
        draw(progress);
      }
    } else if (now - lastLine >= LINE_EVERY) {
      lastLine = now;
      err.printf(
          Locale.ROOT,
          "step %d of at most %d, %s%n",
          progress.step(),
          progress.total(),
          state(progress));
      err.flush();
    }
  }

  @Override
  public void note(String message) {
    if (bar != null) {
      err.println();
    }
    err.println("note: " + message);
    err.flush();
  }

  private void draw(TrainingProgress progress) {
    ProgressBar current = bar;
    if (current == null) {
      current =
          new ProgressBarBuilder()
              .setTaskName("training")
              .setInitialMax(progress.total())
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new DelegatingProgressBarConsumer(this::redraw, columns - 1))
              .hideEta()
              .build();
      bar = current;
    }
    current.stepTo(progress.step());
    current.setExtraMessage(state(progress));
  }

  private void redraw(String line) {
    err.print("\r" + line);
    err.flush();
  }

  private String state(TrainingProgress progress) {
    String objective = timeLeft(progress.done());
    objective += String.format(Locale.ROOT, "objective %.4f", progress.objective());
    if (!Double.isNaN(progress.gradientNorm())) {
      objective += String.format(Locale.ROOT, ", gradient %.1e", progress.gradientNorm());
    }
    return Double.isNaN(progress.validationLogLoss())
        ? objective
        : objective
            + String.format(Locale.ROOT, ", held-out log-loss %.4f", progress.validationLogLoss());
  }

  /// What is left if it goes on as it has: "about 12 s left, ".
  private String timeLeft(double done) {
    double seconds = (double) (nanoTime.getAsLong() - start) / SECOND * (1 - done) / done;
    if (!(seconds < MOST_SECONDS_LEFT)) {
      return "";
    }
    if (seconds < 90) {
      return String.format(Locale.ROOT, "about %.0f s left, ", Math.ceil(seconds));
    }
    double minutes = seconds / 60;
    return minutes < 90
        ? String.format(Locale.ROOT, "about %.0f min left, ", minutes)
        : String.format(Locale.ROOT, "about %.1f h left, ", minutes / 60);
  }

  @Override
  public void close() {
    ProgressBar current = bar;
    if (current != null) {
      current.close();
      err.println();
      err.flush();
    }
  }
}
