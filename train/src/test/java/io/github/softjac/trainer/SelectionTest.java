package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.evaluate.Metrics;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SelectionTest {

  private final Dataset few = RandomData.weighted(RandomData.clouds(120, 30, 3, 1), 2);
  private final Dataset fresh = RandomData.clouds(120, 30, 3, 1);

  /// Labels that have nothing to do with the features.
  private final Dataset noise =
      new Dataset(fresh.features(), new SplittableRandom(5).ints(120, 0, 3).toArray(), null, 3);

  private static TrainingResult train(Dataset data, Dataset validation, Selection selection) {
    return train(data, validation, TrainingOptions.builder().selection(selection));
  }

  private static TrainingResult train(
      Dataset data, Dataset validation, TrainingOptions.Builder options) {
    return new Trainer(options.build()).train(data, validation, TrainingListener.NONE);
  }

  private static float[] weights(Network network) {
    return ((Linear) network.layers().getFirst()).weights();
  }

  @Test
  void chosenPenaltyIsWhatTheModelIsTrainedWith() {
    TrainingResult result = train(few, fresh, new Selection(true, false, false, 5));
    PenaltyPath path = Objects.requireNonNull(result.details().path());
    assertThat(result.details().l2()).isEqualTo(path.chosen());
    TrainingResult direct = train(few, fresh, TrainingOptions.builder().l2(path.chosen()));
    assertThat(weights(result.network())).containsExactly(weights(direct.network()));
  }

  @Test
  void noiseAsksForAStrongerPenaltyThanClearColumns() {
    Dataset clear = RandomData.clouds(2000, 5, 3, 3);
    double weak = train(clear, clear, new Selection(true, false, false, 5)).details().l2();
    double strong = train(noise, noise, new Selection(true, false, false, 5)).details().l2();
    assertThat(strong).isGreaterThan(weak);
  }

  @Test
  void choiceDoesNotDependOnTheNumberOfThreads() {
    Selection all = new Selection(true, true, true, 4);
    TrainingResult one = train(few, fresh, TrainingOptions.builder().selection(all).threads(1));
    TrainingResult eight = train(few, fresh, TrainingOptions.builder().selection(all).threads(8));
    assertThat(weights(one.network())).containsExactly(weights(eight.network()));
    assertThat(one.details().outOfFold()).containsExactly(eight.details().outOfFold());
  }

  /// Every row out of fold is predicted by a model that has not seen it: so the log-loss is that of
  /// new rows, far above that of the training rows.
  @Test
  void outOfFoldLogitsAreThoseOfModelsThatHaveNotSeenTheRow() {
    TrainingResult result =
        train(
            few,
            fresh,
            TrainingOptions.builder().l2(1e-4).selection(new Selection(false, false, true, 5)));
    float[] logits = Objects.requireNonNull(result.details().outOfFold());
    assertThat(logits).hasSize(360);
    double unseen = Metrics.ofLogits(logits, 1, few).logLoss();
    double seen = Metrics.of(result.network(), few, 1).logLoss();
    assertThat(unseen).isGreaterThan(2 * seen);
  }

  @Test
  void outOfFoldLogitOfARowIsThatOfAModelTrainedWithoutItsFold() {
    TrainingOptions.Builder options =
        TrainingOptions.builder().l2(1e-2).seed(5).selection(new Selection(false, false, true, 3));
    float[] logits = Objects.requireNonNull(train(few, fresh, options).details().outOfFold());
    int[] foldOf = Folds.of(few.labels(), 3, 3, 5);
    float[] others = new float[120];
    for (int row = 0; row < 120; row++) {
      others[row] = foldOf[row] == foldOf[7] ? 0 : few.weight(row);
    }
    Network network =
        train(few.withWeights(others), fresh, TrainingOptions.builder().l2(1e-2)).network();
    float[] x = new float[30];
    few.copyRow(7, x, 0);
    float[] z = new float[3];
    network.logits(x, 1, z);
    assertThat(logits[21] - logits[22]).isCloseTo(z[0] - z[1], within(1e-4f));
  }

  @Test
  void outOfFoldModelsAreTrainedToTheirEndWhateverTheTimeLimit() {
    TrainingOptions.Builder options =
        TrainingOptions.builder().selection(new Selection(false, false, true, 3));
    float[] unlimited = Objects.requireNonNull(train(few, fresh, options).details().outOfFold());
    options.control(new TrainingControl(1e-9, () -> false, null, 30, false));
    float[] limited = Objects.requireNonNull(train(few, fresh, options).details().outOfFold());
    assertThat(limited).containsExactly(unlimited);
  }

  @Test
  void calibrationDividesTheLastLayerByTheTemperature() {
    TrainingOptions.Builder options = TrainingOptions.builder().l2(1e-5);
    Dataset held = RandomData.clouds(120, 30, 3, 1).rows(new int[] {3, 13, 23, 33, 43, 53, 63});
    TrainingResult plain = train(few, held, options);
    TrainingResult calibrated =
        train(few, held, options.selection(new Selection(false, true, false, 5)));
    Calibration calibration = Objects.requireNonNull(calibrated.details().calibration());
    assertThat(calibration.outOfFold()).isFalse();
    assertThat(calibration.after().logLoss()).isLessThanOrEqualTo(calibration.before().logLoss());
    assertThat(calibration.before().logLoss())
        .isCloseTo(Metrics.of(plain.network(), held, 1).logLoss(), within(1e-12));
    assertThat(calibration.after().logLoss())
        .isCloseTo(Metrics.of(calibrated.network(), held, 1).logLoss(), within(1e-5));
    float[] before = weights(plain.network());
    float[] after = weights(calibrated.network());
    for (int i = 0; i < before.length; i++) {
      assertThat(after[i]).isEqualTo((float) (before[i] / calibration.temperature()));
    }
  }

  @Test
  void withoutValidationRowsTheTemperatureComesFromRowsOutOfFold() {
    TrainingResult result =
        new Trainer(
                TrainingOptions.builder()
                    .l2(1e-4)
                    .selection(new Selection(false, true, false, 5))
                    .build())
            .train(noise, null, TrainingListener.NONE);
    Calibration calibration = Objects.requireNonNull(result.details().calibration());
    assertThat(calibration.outOfFold()).isTrue();
    // Trained on noise almost without penalty, the model is far too sure of itself.
    assertThat(calibration.temperature()).isGreaterThan(1.2);
    assertThat(calibration.after().ece()).isLessThan(calibration.before().ece());
    assertThat(result.details().outOfFold()).isNull();
  }

  @Test
  void moreFoldsThanRowsAreRefused() {
    assertThatThrownBy(() -> train(few, fresh, new Selection(true, false, false, 121)))
        .isInstanceOf(TrainingException.class)
        .hasMessage("121 folds of 120 rows: there must be a row for each fold");
    assertThatThrownBy(() -> new Selection(true, false, false, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds is 1: allowed: 2 or more");
  }

  @Test
  void hiddenLayersWithoutValidationRowsCannotBeCalibrated() {
    TrainingOptions options =
        TrainingOptions.builder().hidden(4).selection(new Selection(false, true, false, 5)).build();
    assertThatThrownBy(() -> new Trainer(options).train(few, null, TrainingListener.NONE))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("needs validation rows");
  }
}
