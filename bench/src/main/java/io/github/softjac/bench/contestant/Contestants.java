package io.github.softjac.bench.contestant;

import java.util.List;

/// Everybody, in the order of the tables' columns; ours first.
public final class Contestants {

  private Contestants() {}

  /// Everybody.
  ///
  /// @param threads for the peers; ours takes what the JVM shows as processors
  public static List<Contestant> all(int threads) {
    return List.of(
        new Softjac(), new LibTorch(threads), new OnnxRuntime(threads), new Copy(), new Triad());
  }
}
