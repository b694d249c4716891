package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CostsTest {

  @Test
  void namesAreSorted() {
    assertThat(List.copyOf(Costs.names())).isSorted().contains("cross-entropy", "squared-error");
  }

  @Test
  void costsAreFoundByName() {
    assertThat(Costs.named("cross-entropy")).isInstanceOf(CrossEntropy.class);
    assertThat(Costs.named("squared-error")).isInstanceOf(SquaredError.class);
  }

  @Test
  void unknownNameIsRefusedWithAllThatAreKnown() {
    assertThatThrownBy(() -> Costs.named("hinge"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown cost \"hinge\": allowed are " + String.join(", ", Costs.names()));
  }

  @Test
  void namesCannotBeChanged() {
    assertThatThrownBy(() -> Costs.names().remove("cross-entropy"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
