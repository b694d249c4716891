package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import io.github.softjac.optimizer.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTrainingTest {

  private static TrainingResult train(Dataset data, TrainingOptions.Builder options) {
    return new Trainer(options.build()).train(data, null, TrainingListener.NONE);
  }

  private static List<float[]> parameters(Network network) {
    List<float[]> parameters = new ArrayList<>();
    for (Layer layer : network.layers()) {
      if (layer instanceof Linear linear) {
        parameters.add(linear.weights());
        parameters.add(linear.bias());
      }
    }
    return parameters;
  }

  private static void assertSameBits(TrainingResult actual, TrainingResult expected) {
    List<float[]> a = parameters(actual.network());
    List<float[]> b = parameters(expected.network());
    assertThat(a).hasSameSizeAs(b);
    for (int i = 0; i < a.size(); i++) {
      assertThat(a.get(i)).containsExactly(b.get(i));
    }
    assertThat(actual.objective()).isEqualTo(expected.objective());
  }

  @Test
  void exclusiveOrIsLearned() {
    Dataset data = RandomData.exclusiveOr();
    TrainingResult result =
        train(
            data,
            TrainingOptions.builder()
                .solver(Solver.ADAM)
                .schedule(Schedule.CONSTANT)
                .hidden(8)
                .epochs(500)
                .learningRate(0.02));
    Metrics metrics = Metrics.of(result.network(), data, 1);
    assertThat(metrics.accuracy()).isEqualTo(1);
    assertThat(metrics.logLoss()).isLessThan(0.05);
    assertThat(result.solver()).isEqualTo("adam");
    assertThat(result.iterations()).isEqualTo(500);
    assertThat(result.stoppedBecause()).isEqualTo("the limit of epochs is reached");
  }

  @Test
  void linearNetworkComesCloseToTheOptimumOfLbfgs() {
    Dataset data = RandomData.weighted(RandomData.clouds(1000, 6, 3, 1), 2);
    double least = train(data, TrainingOptions.builder().l2(1e-2)).objective();
    TrainingResult result =
        train(
            data,
            TrainingOptions.builder()
                .solver(Solver.ADAM)
                .schedule(Schedule.CONSTANT)
                .l2(1e-2)
                .epochs(1000)
                .batchSize(1000)
                .learningRate(0.01));
    assertThat(result.objective()).isBetween(least - 1e-7, least + 1e-5);
  }

  @Test
  void userWrittenCostTrainsANetwork() {
    Dataset data = RandomData.exclusiveOr();
    TrainingResult result =
        train(
            data,
            TrainingOptions.builder()
                .cost(QuarticCost.inFloat())
                .hidden(8, 8)
                .l2(0)
                .epochs(500)
                .learningRate(0.02));
    assertThat(Metrics.of(result.network(), data, 1).accuracy()).isEqualTo(1);
  }

  @Test
  void sameBitsOnOneTwoAndEightThreads() {
    Dataset data = RandomData.clouds(1111, 13, 4, 3);
    TrainingOptions.Builder options =
        TrainingOptions.builder().hidden(70, 130).epochs(3).batchSize(100);
    TrainingResult one = train(data, options.threads(1));
    assertSameBits(train(data, options.threads(1)), one);
    assertSameBits(train(data, options.threads(2)), one);
    assertSameBits(train(data, options.threads(8)), one);
  }

  /// Without clipping each piece of the parameters steps right after its gradient, with it only
  /// when the norm of all is known.
  @ParameterizedTest
  @EnumSource(
      value = Solver.class,
      names = {"ADAM", "ADAMW", "SGD"})
  void boundThatNoGradientReachesChangesNothing(Solver solver) {
    Dataset data = RandomData.clouds(500, 13, 4, 3);
    TrainingOptions.Builder options =
        TrainingOptions.builder()
            .solver(solver)
            .hidden(300, 90)
            .epochs(3)
            .batchSize(100)
            .ema(0.9)
            .threads(2);
    TrainingResult stepped = train(data, options.clip(0));
    assertSameBits(train(data, options.clip(1e30)), stepped);
    assertThat(train(data, options.clip(1e-3)).objective()).isNotEqualTo(stepped.objective());
  }

  @Test
  void anotherSeedGivesAnotherNetwork() {
    Dataset data = RandomData.clouds(100, 5, 3, 3);
    TrainingOptions.Builder options = TrainingOptions.builder().hidden(6).epochs(2);
    TrainingResult first = train(data, options.seed(1));
    TrainingResult second = train(data, options.seed(2));
    assertThat(second.objective()).isNotEqualTo(first.objective());
  }

  @Test
  void earlyStoppingGivesBackTheBestEpoch() {
    Dataset data = RandomData.clouds(60, 20, 3, 5);
    Dataset held = RandomData.clouds(2000, 20, 3, 5);
    List<TrainingProgress> heard = new ArrayList<>();
    TrainingOptions options =
        TrainingOptions.builder()
            .hidden(64)
            .l2(0)
            .schedule(Schedule.CONSTANT)
            .epochs(400)
            .patience(5)
            .learningRate(0.01)
            .build();
    TrainingResult result = new Trainer(options).train(data, held, heard::add);
    double best = Double.POSITIVE_INFINITY;
    int bestEpoch = 0;
    for (TrainingProgress progress : heard) {
      if (progress.validationLogLoss() < best) {
        best = progress.validationLogLoss();
        bestEpoch = progress.step();
      }
    }
    assertThat(result.stoppedBecause())
        .isEqualTo("the validation log-loss has not improved for 5 epochs");
    assertThat(result.iterations()).isEqualTo(bestEpoch + 5);
    assertThat(Metrics.of(result.network(), held, 1).logLoss()).isCloseTo(best, within(1e-12));
  }

  @Test
  void validationDataWithoutRowsIsNone() {
    Dataset data = RandomData.clouds(60, 4, 3, 5);
    List<TrainingProgress> heard = new ArrayList<>();
    TrainingOptions options = TrainingOptions.builder().hidden(4).epochs(20).build();
    new Trainer(options).train(data, data.rows(new int[0]), heard::add);
    assertThat(heard).hasSize(20);
    assertThat(heard.getFirst().validationLogLoss()).isNaN();
  }

  @Test
  void objectiveIsThatOfTheNetwork() {
    Dataset data = RandomData.clouds(300, 5, 3, 6);
    TrainingResult result = train(data, TrainingOptions.builder().hidden(7).epochs(3).l2(0.01));
    double squares = 0;
    List<float[]> parameters = parameters(result.network());
    for (int i = 0; i < parameters.size(); i += 2) {
      for (float w : parameters.get(i)) {
        squares += (double) w * w;
      }
    }
    double logLoss = Metrics.of(result.network(), data, 1).logLoss();
    assertThat(result.objective()).isCloseTo(logLoss + 0.005 * squares, within(1e-12));
  }

  @Test
  void learningRateThatIsFarTooLargeStopsTraining() {
    Dataset data = RandomData.clouds(300, 5, 3, 6);
    TrainingOptions.Builder options =
        TrainingOptions.builder().cost(new CrossEntropy()).hidden(7).learningRate(1e30);
    assertThatThrownBy(() -> train(data, options))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "the (cost|gradient) of a batch is (NaN|Infinity) in epoch \\d+, batch \\d+: "
                + "try a learning rate below 1.0E30");
  }

  @Test
  void networkThatTheLastStepHasRuinedIsNotGivenOut() {
    Dataset data = RandomData.clouds(300, 5, 3, 6);
    TrainingOptions.Builder options =
        TrainingOptions.builder().hidden(7).epochs(1).batchSize(300).learningRate(1e38);
    assertThatThrownBy(() -> train(data, options))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the objective of the trained network is ")
        .hasMessageContaining("after 1 steps of adamw");
  }

  @Test
  void exceptionOfTheListenerReachesTheCaller() {
    Dataset data = RandomData.clouds(300, 5, 3, 6);
    Trainer trainer = new Trainer(TrainingOptions.builder().hidden(7).build());
    assertThatThrownBy(() ->
            trainer.train(
                data,
                null,
                progress -> {
                  throw new IllegalStateException("enough");
                }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enough");
  }
}
