package io.github.softjac.cli;

import io.github.softjac.data.BadRows;
import io.github.softjac.data.ChunkWork;
import io.github.softjac.data.ReadingListener;
import picocli.CommandLine.Option;

/// Options of every command that reads rows: what becomes of bad ones.
final class ReadingOptions {

  @Option(
      names = "--on-bad-row",
      paramLabel = "WAY",
      converter = BadRowsName.class,
      completionCandidates = BadRowsName.class,
      defaultValue = "fail",
      description =
          "fail: a row that cannot be used ends the command; skip: it is left out, counted and"
              + " listed. Default: ${DEFAULT-VALUE}.")
  private BadRows badRows;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  ReadingOptions() {}

  BadRows badRows() {
    return badRows;
  }

  /// Reading by all processors.
  ChunkWork work(ReadingListener listener) {
    return new ChunkWork(badRows, Runtime.getRuntime().availableProcessors(), listener);
  }
}
