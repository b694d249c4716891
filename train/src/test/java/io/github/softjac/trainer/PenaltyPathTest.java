package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PenaltyPathTest {

  @Test
  void largestPenaltyWithinOneStandardErrorOfTheBestIsChosen() {
    PenaltyPath path =
        PenaltyPath.of(
            5,
            List.of(
                new PenaltyPath.Point(1, 0.9, 0.01),
                new PenaltyPath.Point(0.1, 0.52, 0.5),
                new PenaltyPath.Point(0.01, 0.50, 0.03),
                new PenaltyPath.Point(0.001, 0.60, 0.2)));
    assertThat(path.best()).isEqualTo(0.01);
    assertThat(path.chosen()).isEqualTo(0.1);
  }

  @Test
  void pathWithoutAFiniteLogLossIsRefused() {
    assertThatThrownBy(
            () -> PenaltyPath.of(5, List.of(new PenaltyPath.Point(1, Double.NaN, Double.NaN))))
        .isInstanceOf(TrainingException.class);
  }
}
