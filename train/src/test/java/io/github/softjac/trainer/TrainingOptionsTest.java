package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingOptionsTest {

  @Test
  void linearNetworksAreTrainedByNewtonUnlessSaidOtherwise() {
    TrainingOptions options = TrainingOptions.defaults();
    assertThat(options.solver()).isEqualTo(Solver.NEWTON);
    assertThat(options.epochs()).isEqualTo(1000);
    assertThat(options.cost()).isInstanceOf(CrossEntropy.class);
  }

  @Test
  void networksWithHiddenLayersAreTrainedByAdamW() {
    TrainingOptions options = TrainingOptions.builder().hidden(8, 4).build();
    assertThat(options.solver()).isEqualTo(Solver.ADAMW);
    assertThat(options.steps().weightDecay()).isEqualTo(0.01);
    assertThat(options.hidden()).containsExactly(8, 4);
  }

  @Test
  void linearNetworksMayBeTrainedByAdam() {
    TrainingOptions options = TrainingOptions.builder().solver(Solver.ADAM).build();
    assertThat(options.solver()).isEqualTo(Solver.ADAM);
    assertThat(options.epochs()).isEqualTo(TrainingOptions.EPOCHS_BY_ROWS);
    assertThat(options.steps().weightDecay()).isZero();
  }

  @Test
  void epochsByRowsMakeAbout7500BatchesWithinBounds() {
    TrainingOptions options = TrainingOptions.builder().hidden(8).build();
    assertThat(options.epochs(48_000)).isEqualTo(20);
    assertThat(options.epochs(10_000_000)).isEqualTo(20);
    assertThat(options.epochs(12_800)).isEqualTo(75);
    assertThat(options.epochs(100)).isEqualTo(200);
  }

  @Test
  void epochsThatAreSetStay() {
    assertThat(TrainingOptions.builder().epochs(0).build().epochs()).isZero();
  }

  @Test
  void costThatIsNotConvexIsMinimisedByLbfgsUnlessSaidOtherwise() {
    TrainingOptions options = TrainingOptions.builder().cost(new SquaredError()).build();
    assertThat(options.solver()).isEqualTo(Solver.LBFGS);
  }

  @Test
  void newtonWithHiddenLayersIsRefused() {
    assertThatThrownBy(() -> TrainingOptions.builder().solver(Solver.NEWTON).hidden(8).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("solver is newton with hidden layers [8]");
  }

  @Test
  void lbfgsWithHiddenLayersIsRefused() {
    TrainingOptions.Builder builder = TrainingOptions.builder().solver(Solver.LBFGS).hidden(8);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("solver is lbfgs with hidden layers [8]")
        .hasMessageEndingWith("allowed here: auto, adam, adamw, sgd");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void penaltyMustBeFiniteAndNotNegative(double l2) {
    assertRefused(TrainingOptions.builder().l2(l2), "l2 is " + l2);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void learningRateMustBeFiniteAndAboveZero(double learningRate) {
    assertRefused(
        TrainingOptions.builder().learningRate(learningRate), "learningRate is " + learningRate);
  }

  @Test
  void countsMustBePositive() {
    assertRefused(TrainingOptions.builder().epochs(-1), "epochs is -1: allowed: 0 or more");
    assertRefused(TrainingOptions.builder().batchSize(0), "batchSize is 0: allowed: 1 or more");
    assertRefused(TrainingOptions.builder().threads(0), "threads is 0: allowed: 1 or more");
    assertRefused(TrainingOptions.builder().patience(0), "patience is 0: allowed: 1 or more");
    assertRefused(TrainingOptions.builder().hidden(8, 0), "hidden is [8, 0]");
  }

  private static void assertRefused(TrainingOptions.Builder builder, String start) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(start);
  }
}
