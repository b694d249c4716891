package io.github.softjac.cli;

import io.github.softjac.trainer.Selection;
import io.github.softjac.trainer.TrainingOptions;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// Options of `softjac train` that say how large weights are held down, and what rows decide that
/// the model has not seen.
final class PenaltyOptions {

  private static final double AUTO = Double.NaN;

  @Option(
      names = "--l2",
      paramLabel = "NUMBER|auto",
      converter = StrengthChoice.class,
      description =
          "Penalty on large weights; auto: the largest that predicts rows held out as well as the"
              + " best, to one standard error, by cross-validation. Default: 1e-3; linear"
              + " models of more than 1000 dense rows: 1 / rows.")
  private @Nullable Double l2;

  @Option(
      names = "--l1",
      paramLabel = "NUMBER",
      description = "Further penalty l1 ‖W‖₁, which makes weights exactly 0. Default: 0.")
  private @Nullable Double l1;

  @Option(
      names = "--folds",
      paramLabel = "N",
      description = "Folds of a cross-validation. Default: 5.")
  private @Nullable Integer folds;

  @Option(
      names = "--calibrate",
      description =
          "Divide the logits by the temperature that suits the validation rows; without such rows,"
              + " every row as a model of the other folds predicts it.")
  private boolean calibrate;

  @Option(
      names = "--out-of-fold",
      paramLabel = "FILE",
      description =
          "Write the predictions of every training row by a model of the other folds there, as"
              + " predict does; linear models only.")
  private @Nullable Path outOfFold;

  PenaltyOptions() {}

  /// Where out-of-fold predictions go; `null`: nowhere.
  @Nullable Path outOfFold() {
    return outOfFold;
  }

  void applyTo(TrainingOptions.Builder training) {
    boolean auto = l2 != null && Double.isNaN(l2);
    if (l2 != null && !auto) {
      training.l2(l2);
    }
    if (l1 != null) {
      training.l1(l1);
    }
    training.selection(
        new Selection(
            auto, calibrate, outOfFold != null, folds == null ? Selection.NONE.folds() : folds));
  }

  /// A number, or `auto`.
  static final class StrengthChoice implements ITypeConverter<Double> {

    @Override
    public Double convert(String value) {
      if (value.equals("auto")) {
        return AUTO;
      }
      try {
        double number = Double.parseDouble(value);
        if (number >= 0 && number <= Double.MAX_VALUE) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Told below, as a number out of range is.
      }
      throw new TypeConversionException(
          "\"" + value + "\" is no strength: allowed are a finite number, 0 or more, and auto");
    }
  }
}
