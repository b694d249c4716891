package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

  private static final List<String> OPTIONS = List.of("--label", "--l2", "--learning-rate");

  @Test
  void aLetterTooMuchIsForgiven() {
    assertThat(Nearest.to("--labell", OPTIONS)).isEqualTo("--label");
  }

  @Test
  void anotherWordForItIsNotGuessed() {
    assertThat(Nearest.to("--target-column", OPTIONS)).isNull();
  }

  @Test
  void theNearestOfSeveralIsTaken() {
    assertThat(Nearest.to("--learningrate", OPTIONS)).isEqualTo("--learning-rate");
  }

  @Test
  void nothingIsNearestToNothing() {
    assertThat(Nearest.to("x", List.of())).isNull();
  }
}
