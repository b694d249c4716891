package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.evaluate.Metrics;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.layer.Linear;
import io.github.softjac.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LinearTrainingTest {

  private static TrainingResult train(Dataset data, TrainingOptions.Builder options) {
    return new Trainer(options.build()).train(data, null, TrainingListener.NONE);
  }

  private static Linear linear(Network network) {
    return (Linear) network.layers().getFirst();
  }

  /// Rows x = ±1 of class 1 and 0. With `W = (−v, v)` the objective is `log(1 + exp(−2v)) + l2 v²`,
  /// least where `l2 v = σ(−2v)`: for `l2 = 1 / (1 + e²)` at `v = 1`.
  @ParameterizedTest
  @EnumSource(names = {"NEWTON", "LBFGS"})
  void weightsAreThoseOfTheOptimumByHand(Solver solver) {
    Dataset data = new Dataset(new float[] {-1, 1}, 1, new int[] {0, 1}, null, 2);
    double l2 = 1 / (1 + StrictMath.exp(2));
    TrainingResult result = train(data, TrainingOptions.builder().solver(solver).l2(l2));
    float[] weights = linear(result.network()).weights();
    assertThat(weights[0]).isCloseTo(-1f, within(1e-5f));
    assertThat(weights[1]).isCloseTo(1f, within(1e-5f));
    double least = StrictMath.log1p(StrictMath.exp(-2)) + l2;
    assertThat(result.objective()).isCloseTo(least, within(1e-10));
    assertThat(result.solver()).isEqualTo(solver == Solver.NEWTON ? "newton" : "lbfgs");
  }

  static Stream<Dataset> tables() {
    Dataset clouds = RandomData.clouds(1500, 8, 4, 21);
    return Stream.of(
        clouds,
        RandomData.weighted(RandomData.clouds(900, 30, 3, 22), 23),
        RandomData.exclusiveOr(),
        // Few rows for many columns, so that classes can be told apart perfectly.
        RandomData.clouds(40, 60, 5, 24),
        // More columns than blocks are made for.
        RandomData.clouds(60, 1100, 3, 25),
        clouds.rows(new int[] {3}));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void newtonAndLbfgsAgreeToABillionth(Dataset data) {
    for (double l2 : new double[] {1e-1, 1e-3}) {
      double newton =
          train(data, TrainingOptions.builder().solver(Solver.NEWTON).l2(l2)).objective();
      double lbfgs =
          train(data, TrainingOptions.builder().solver(Solver.LBFGS).l2(l2).epochs(5000))
              .objective();
      assertThat(newton).isCloseTo(lbfgs, within(1e-9));
    }
  }

  @Test
  void newtonNeedsFewIterationsForAnySizeOfPenalty() {
    Dataset data = RandomData.clouds(1500, 8, 4, 21);
    for (double l2 : new double[] {1, 1e-3, 1e-6}) {
      TrainingResult result = train(data, TrainingOptions.builder().solver(Solver.NEWTON).l2(l2));
      assertThat(result.iterations()).isLessThan(20);
    }
  }

  @ParameterizedTest
  @MethodSource("costs")
  void newtonMinimisesCostsThatAreNotConvexToo(Cost cost) {
    Dataset data = RandomData.clouds(1500, 8, 3, 4);
    TrainingOptions.Builder options = TrainingOptions.builder().cost(cost).l2(1e-3);
    double newton = train(data, options.solver(Solver.NEWTON)).objective();
    double lbfgs = train(data, options.solver(Solver.LBFGS)).objective();
    assertThat(newton).isCloseTo(lbfgs, within(1e-6));
  }

  @Test
  void sparseRowsGiveTheOptimumOfTheSameRowsInFull() {
    Dataset dense = RandomData.clouds(700, 12, 4, 31);
    Dataset sparse = RandomData.sparse(dense);
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      TrainingOptions.Builder options = TrainingOptions.builder().solver(solver);
      TrainingResult inFull = train(dense, options);
      TrainingResult withoutZeros = train(sparse, options);
      assertThat(withoutZeros.objective()).isCloseTo(inFull.objective(), within(1e-9));
    }
  }

  @Test
  void withoutInformationProbabilitiesAreTheWeightedShareOfEachClass() {
    Dataset data =
        new Dataset(new float[4], 1, new int[] {0, 0, 1, 2}, new float[] {1, 1, 5, 3}, 3);
    Network network = train(data, TrainingOptions.builder()).network();
    float[] y = network.probabilities(new float[] {0}, 1);
    assertThat(y).containsExactly(new float[] {0.2f, 0.5f, 0.3f}, within(1e-5f));
  }

  @Test
  void gradientAtTheResultIsZero() {
    Dataset data = RandomData.weighted(RandomData.clouds(2000, 12, 4, 1), 2);
    TrainingResult result = train(data, TrainingOptions.builder().l2(1e-3));
    assertThat(result.stoppedBecause()).isEqualTo("the gradient is zero to tolerance");
    try (Workers workers = new Workers(1)) {
      LinearObjective objective = new LinearObjective(data, new CrossEntropy(), 1e-3, workers);
      double[] gradient = new double[objective.size()];
      double value = objective.value(parameters(result.network()), gradient);
      assertThat(gradient).containsExactly(new double[gradient.length], within(1.1e-6));
      assertThat(result.objective()).isEqualTo(value);
    }
  }

  /// W and b in the order of [LinearObjective].
  private static double[] parameters(Network network) {
    Linear linear = linear(network);
    int columns = linear.inputs();
    int classes = linear.outputs();
    float[] weights = linear.weights();
    double[] w = new double[classes * (columns + 1)];
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < columns; j++) {
        w[k * columns + j] = weights[j * classes + k];
      }
      w[classes * columns + k] = linear.bias()[k];
    }
    return w;
  }

  static Stream<Cost> costs() {
    return Stream.of(
        new CrossEntropy(), new SquaredError(), new QuarticCost(), QuarticCost.inFloat());
  }

  @ParameterizedTest
  @MethodSource("costs")
  void anyCostTrainsToAStandstill(Cost cost) {
    Dataset data = RandomData.clouds(1500, 8, 3, 4);
    TrainingResult result = train(data, TrainingOptions.builder().cost(cost).l2(1e-3));
    assertThat(Metrics.of(result.network(), data, 1).accuracy()).isGreaterThan(0.7);
    assertThat(result.iterations()).isBetween(3, 300);
  }

  @Test
  void costInFloatReachesTheObjectiveOfTheSameCostInDouble() {
    Dataset data = RandomData.clouds(1500, 8, 3, 4);
    TrainingOptions.Builder options = TrainingOptions.builder().l2(1e-3);
    double inDouble = train(data, options.cost(new QuarticCost())).objective();
    double inFloat = train(data, options.cost(QuarticCost.inFloat())).objective();
    assertThat(inFloat).isCloseTo(inDouble, within(1e-6));
  }

  @Test
  void sameBitsOnOneTwoAndEightThreads() {
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      sameBitsOnOneTwoAndEightThreads(RandomData.clouds(6000, 11, 5, 6), solver);
    }
    sameBitsOnOneTwoAndEightThreads(
        RandomData.sparse(RandomData.clouds(2000, 11, 5, 6)), Solver.NEWTON);
  }

  private static void sameBitsOnOneTwoAndEightThreads(Dataset data, Solver solver) {
    TrainingOptions.Builder options = TrainingOptions.builder().solver(solver);
    TrainingResult one = train(data, options.threads(1));
    for (int threads : new int[] {1, 2, 8}) {
      TrainingResult other = train(data, options.threads(threads));
      assertThat(linear(other.network()).weights())
          .containsExactly(linear(one.network()).weights());
      assertThat(linear(other.network()).bias()).containsExactly(linear(one.network()).bias());
      assertThat(other.objective()).isEqualTo(one.objective());
      assertThat(other.iterations()).isEqualTo(one.iterations());
    }
  }

  @Test
  void progressFallsAndShowsTheValidationRowsEveryTenIterations() {
    Dataset data = RandomData.clouds(800, 10, 4, 7);
    Dataset held = RandomData.clouds(200, 10, 4, 7);
    List<TrainingProgress> heard = new ArrayList<>();
    TrainingResult result =
        new Trainer(TrainingOptions.builder().solver(Solver.LBFGS).epochs(25).build())
            .train(data, held, heard::add);
    assertThat(heard).hasSize(result.iterations());
    for (int i = 1; i < heard.size(); i++) {
      assertThat(heard.get(i).objective()).isLessThanOrEqualTo(heard.get(i - 1).objective());
      assertThat(heard.get(i).total()).isEqualTo(25);
      assertThat(heard.get(i).gradientNorm()).isPositive();
    }
    assertThat(heard.get(9).validationLogLoss()).isBetween(0.1, 2.0);
    assertThat(heard.get(10).validationLogLoss()).isNaN();
  }

  @Test
  void progressComesToItsEndWithTheGradient() {
    Dataset data = RandomData.clouds(800, 10, 4, 7);
    List<TrainingProgress> heard = new ArrayList<>();
    new Trainer(TrainingOptions.builder().solver(Solver.LBFGS).epochs(5000).build())
        .train(data, null, heard::add);
    assertThat(heard.getFirst().done()).isBetween(1.0 / 5000, 0.2);
    assertThat(heard.get(heard.size() / 2).done()).isBetween(0.2, 0.9);
    assertThat(heard.getLast().done()).isBetween(0.9, 1.0);
  }

  @Test
  void whatTheGradientTellsOfProgressIsByItsLogarithm() {
    assertThat(LinearTraining.doneByGradient(1e-2, 1e-4)).isCloseTo(0.5, within(1e-12));
    assertThat(LinearTraining.doneByGradient(1e-2, 1e-1)).isZero();
    assertThat(LinearTraining.doneByGradient(1e-2, 1e-7)).isOne();
    assertThat(LinearTraining.doneByGradient(1e-7, 1e-7)).isOne();
  }

  @Test
  void noIterationsGiveTheNetworkOfZeros() {
    Dataset data = RandomData.clouds(20, 3, 2, 8);
    TrainingResult result = train(data, TrainingOptions.builder().epochs(0));
    assertThat(linear(result.network()).weights()).containsOnly(0f);
    assertThat(result.objective()).isCloseTo(StrictMath.log(2), within(1e-12));
    assertThat(result.stoppedBecause()).isEqualTo("the limit of iterations is reached");
  }

  @Test
  void separableClassesWithoutPenaltyStopBySomeLimit() {
    Dataset data = new Dataset(new float[] {-1, 1}, 1, new int[] {0, 1}, null, 2);
    TrainingResult result = train(data, TrainingOptions.builder().l2(0));
    assertThat(result.objective()).isLessThan(1e-5);
    assertThat(linear(result.network()).weights()[1]).isFinite();
  }

  @Test
  void costThatIsNotFiniteStopsTraining() {
    Cost notANumber = (y, t, dy) -> Double.NaN;
    Dataset data = RandomData.clouds(20, 3, 2, 8);
    assertThatThrownBy(() -> train(data, TrainingOptions.builder().cost(notANumber)))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("the objective is NaN at the start of training");
  }

  @Test
  void dataWithoutWeightIsRefused() {
    Dataset data = new Dataset(new float[2], 1, new int[2], new float[2], 2);
    assertThatThrownBy(() -> train(data, TrainingOptions.builder()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "training data of 2 rows and a total weight of 0.0: a weight above 0 is needed");
  }

  @Test
  void validationDataOfAnotherShapeIsRefused() {
    Trainer trainer = new Trainer(TrainingOptions.defaults());
    Dataset data = RandomData.clouds(20, 3, 2, 8);
    Dataset other = RandomData.clouds(20, 4, 2, 8);
    assertThatThrownBy(() -> trainer.train(data, other, TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("validation data has 4 columns and 2 classes");
  }

  @Test
  void absolutePenaltyMakesWeightsZeroAndMeetsTheConditionsOfTheOptimum() {
    Dataset data = RandomData.clouds(800, 20, 3, 41);
    double l1 = 0.02;
    TrainingResult result = train(data, TrainingOptions.builder().l1(l1).l2(0));
    double[] w = LinearFit.parameters(result.network());
    try (Workers workers = new Workers(1)) {
      LinearObjective smooth = new LinearObjective(data, new CrossEntropy(), 0, workers);
      double[] gradient = new double[w.length];
      smooth.value(w, gradient);
      int zeros = 0;
      for (int i = 0; i < 60; i++) {
        if (w[i] == 0) {
          zeros++;
          assertThat(Math.abs(gradient[i])).isLessThanOrEqualTo(l1 + 1e-6);
        } else {
          assertThat(gradient[i]).isCloseTo(-Math.signum(w[i]) * l1, within(2e-5));
        }
      }
      assertThat(zeros).isBetween(10, 59);
      for (int k = 60; k < 63; k++) {
        assertThat(gradient[k]).isCloseTo(0, within(2e-5));
      }
    }
  }

  @Test
  void hugeAbsolutePenaltyLeavesTheInterceptsAlone() {
    Dataset data = RandomData.clouds(300, 5, 3, 42);
    Network network = train(data, TrainingOptions.builder().l1(100)).network();
    assertThat(linear(network).weights()).containsOnly(0f);
    assertThat(linear(network).bias()[0]).isNotZero();
  }

  @Test
  void startAtTheOptimumIsLeftAtOnce() {
    Dataset data = RandomData.clouds(500, 6, 3, 43);
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      Trainer trainer = new Trainer(TrainingOptions.builder().solver(solver).build());
      TrainingResult cold = trainer.train(data, null, TrainingListener.NONE);
      TrainingResult warm = trainer.trainFrom(cold.network(), data, null, TrainingListener.NONE);
      assertThat(warm.iterations()).isLessThanOrEqualTo(1).isLessThan(cold.iterations());
      assertThat(warm.objective()).isCloseTo(cold.objective(), within(1e-12));
    }
  }

  @Test
  void detailsTellHowNearTheOptimumTheResultIs() {
    Dataset data = RandomData.clouds(500, 6, 3, 44);
    TrainingResult result = train(data, TrainingOptions.builder().l2(1e-3));
    assertThat(result.details().gradientNorm()).isLessThanOrEqualTo(Optimality.TOLERANCE);
    assertThat(result.details().gapBound())
        .isLessThanOrEqualTo(Optimality.GAP * result.objective());
    assertThat(result.details().solverReason()).contains("convex");
  }

  @Test
  void autoTakesLbfgsOnSparseRowsAndSaysSo() {
    Dataset sparse = RandomData.sparse(RandomData.clouds(500, 6, 3, 44));
    TrainingResult result = train(sparse, TrainingOptions.builder());
    assertThat(result.solver()).isEqualTo("lbfgs");
    assertThat(result.details().solverReason()).contains("sparse");
  }

  @Test
  void solverThatWasAskedForStaysOnSparseRows() {
    Dataset sparse = RandomData.sparse(RandomData.clouds(500, 6, 3, 44));
    TrainingResult result = train(sparse, TrainingOptions.builder().solver(Solver.NEWTON));
    assertThat(result.solver()).isEqualTo("newton");
  }

  @Test
  void interruptEndsWithWhatThereIs() {
    Dataset data = RandomData.clouds(500, 6, 3, 44);
    AtomicInteger asked = new AtomicInteger();
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      asked.set(0);
      TrainingResult result =
          train(
              data,
              TrainingOptions.builder()
                  .solver(solver)
                  .control(
                      TrainingControl.NONE.withInterrupted(() -> asked.incrementAndGet() > 2)));
      assertThat(result.stop()).isEqualTo(TrainingResult.Stop.INTERRUPTED);
      assertThat(result.objective()).isLessThan(StrictMath.log(3));
    }
  }

  @Test
  void timeLimitEndsWithWhatThereIs() {
    Dataset data = RandomData.clouds(500, 6, 3, 44);
    TrainingControl control = new TrainingControl(1e-9, () -> false, null, 30, false);
    TrainingResult result = train(data, TrainingOptions.builder().control(control));
    assertThat(result.stop()).isEqualTo(TrainingResult.Stop.TIME_LIMIT);
    assertThat(result.stoppedBecause()).isEqualTo("the time limit is reached");
  }
}
