package io.github.softjac.classifier;

import java.io.IOException;

/// Takes predictions one by one, in the order of the file.
@FunctionalInterface
public interface PredictionSink {

  /// One predicted row.
  ///
  /// @param row the data row, from 1
  /// @param probabilities `[classes]`, in the order of [Classifier#classes]; an array of its own
  ///   that the sink may keep
  /// @throws IOException if the prediction cannot be passed on; it ends the whole prediction
  void accept(long row, float[] probabilities) throws IOException;
}
