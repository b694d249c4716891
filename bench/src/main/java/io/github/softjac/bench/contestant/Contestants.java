package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import java.util.List;

/// Everybody, in the order of the tables' columns; ours first.
public final class Contestants {

  private Contestants() {}

  /// Everybody.
  ///
  /// @param threads for the peers; ours takes what the JVM shows as processors
  public static List<Contestant> all(int threads, ElementType type) {
    Contestant torch = new LibTorch(threads, type);
    Contestant onnx = new OnnxRuntime(threads, type);
    return switch (type) {
      case FLOAT -> List.of(new Softjac(), torch, onnx, new Copy(), new Triad());
      case DOUBLE -> List.of(new WideSoftjac(), torch, onnx, new WideCopy());
    };
  }
}
