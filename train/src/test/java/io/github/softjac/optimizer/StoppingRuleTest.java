package io.github.softjac.optimizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoppingRuleTest {

  @Test
  void negativeLimitIsRefused() {
    assertThatThrownBy(() -> new StoppingRule(-1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxIterations is -1");
  }

  @Test
  void toleranceThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> new StoppingRule(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gradientTolerance is NaN");
  }
}
