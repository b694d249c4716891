package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LearningRateRangeTest {

  private final Dataset data = RandomData.clouds(500, 6, 3, 1);

  private static TrainingOptions options(Solver solver) {
    return TrainingOptions.builder().hidden(16).solver(solver).batchSize(50).threads(1).build();
  }

  @Test
  void ratesGrowByTheSameFactorAndTheCostFallsBeforeItRunsAway() {
    LearningRateRange range = LearningRateRange.of(options(Solver.SGD), data);
    assertThat(range.points().getFirst().learningRate()).isEqualTo(1e-6);
    double first = range.points().getFirst().loss();
    double least = range.points().stream().mapToDouble(p -> p.loss()).min().orElseThrow();
    assertThat(least).isLessThan(0.9 * first);
    for (int i = 1; i < range.points().size(); i++) {
      double ratio =
          range.points().get(i).learningRate() / range.points().get(i - 1).learningRate();
      assertThat(ratio).isBetween(1.12, 1.13);
    }
  }

  @Test
  void theSuggestedRateTrains() {
    for (Solver solver : new Solver[] {Solver.SGD, Solver.ADAMW}) {
      double rate = LearningRateRange.of(options(solver), data).suggested();
      assertThat(rate).as("%s", solver).isBetween(1e-5, 1.0);
      TrainingOptions training =
          TrainingOptions.builder()
              .hidden(16)
              .solver(solver)
              .learningRate(rate)
              .epochs(20)
              .threads(1)
              .build();
      double objective = new Trainer(training).train(data, null, TrainingListener.NONE).objective();
      assertThat(objective).as("%s at %s", solver, rate).isLessThan(1.0);
    }
  }

  @Test
  void theSameSeedGivesTheSameTest() {
    assertThat(LearningRateRange.of(options(Solver.ADAM), data))
        .isEqualTo(LearningRateRange.of(options(Solver.ADAM), data));
  }

  @Test
  void solversOfAllRowsHaveNoRate() {
    TrainingOptions newton = TrainingOptions.defaults();
    assertThatThrownBy(() -> LearningRateRange.of(newton, data))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("solver is NEWTON: allowed: ADAMW, ADAM, SGD");
  }
}
