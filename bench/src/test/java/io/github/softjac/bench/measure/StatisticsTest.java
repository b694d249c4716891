package io.github.softjac.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void medianIsTheMiddleOne() {
    assertThat(Statistics.median(9, 1, 2)).isEqualTo(2);
  }

  @Test
  void medianOfAnEvenCountIsTheMeanOfTwo() {
    assertThat(Statistics.median(9, 1, 2, 4)).isEqualTo(3);
  }

  @Test
  void medianOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(Statistics::median);
  }

  @Test
  void valuesKeepTheirOrder() {
    double[] values = {3, 1, 2};

    Statistics.median(values);

    assertThat(values).containsExactly(3, 1, 2);
  }
}
