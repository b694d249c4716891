package io.github.softjac.classifier;

import io.github.softjac.data.SkippedRows;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.trainer.TrainingResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A classifier and how it came about.
///
/// @param rows rows of the training data that were used
/// @param skipped rows that were left out as bad
/// @param trainingRows rows that the network was trained on
/// @param trainingRowNumbers which of the used rows of the training data those were, from 1; in the
///   order of the trainer's rows
/// @param validationRows rows held out, or rows of the validation file; 0 without validation
/// @param result what the trainer says
/// @param training how well the training rows are predicted; weighted by the weight column, not by
///   class weights
/// @param validation the same for the validation rows; `null` without validation
/// @param warnings what the user should know, one sentence each
// A result is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record ClassifierTraining(
    Classifier classifier,
    long rows,
    SkippedRows skipped,
    int trainingRows,
    int[] trainingRowNumbers,
    int validationRows,
    TrainingResult result,
    Metrics training,
    @Nullable Metrics validation,
    List<String> warnings) {

  /// Copies the list.
  public ClassifierTraining {
    warnings = List.copyOf(warnings);
  }
}
