package io.github.softjac.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void aNumberOfTheSetHasItsPlaceAndNoOtherHasOne() {
    int[] numbers = new SplittableRandom(3).ints(300, 0, 1000).distinct().sorted().toArray();
    Places places = Places.of(numbers, 1000);
    for (int number = -1; number < 1100; number++) {
      assertThat(places.of(number))
          .as("%d", number)
          .isEqualTo(Math.max(-1, Arrays.binarySearch(numbers, number)));
    }
  }

  @Test
  void bordersOfWordsOfBitsAreNoBorders() {
    Places places = Places.of(new int[] {0, 63, 64, 127, 128}, 129);
    assertThat(places.of(0)).isZero();
    assertThat(places.of(63)).isEqualTo(1);
    assertThat(places.of(64)).isEqualTo(2);
    assertThat(places.of(65)).isEqualTo(-1);
    assertThat(places.of(127)).isEqualTo(3);
    assertThat(places.of(128)).isEqualTo(4);
    assertThat(places.of(Integer.MAX_VALUE)).isEqualTo(-1);
  }

  @Test
  void anEmptySetHasNoPlaces() {
    assertThat(Places.of(new int[0], 5).of(0)).isEqualTo(-1);
  }

  @Test
  void numbersThatDoNotAscendAreRefused() {
    assertThatThrownBy(() -> Places.of(new int[] {3, 3}, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number 1 is 3, after 3: numbers ascend, below 9");
  }

  @Test
  void aNumberBeyondTheLimitIsRefused() {
    assertThatThrownBy(() -> Places.of(new int[] {9}, 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("number 0 is 9, after -1: numbers ascend, below 9");
  }
}
