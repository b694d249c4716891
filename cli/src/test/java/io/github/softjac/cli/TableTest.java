package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void numbersStandRightAndWordsLeft() {
    assertThat(new Table("<name", "n").row("a", "1").row("long", "100").text())
        .isEqualTo("  name    n\n  a       1\n  long  100\n");
  }

  @Test
  void columnsOfOneTableHaveTheSameNumberOfDecimals() {
    assertThat(Table.numbers(1, -0.5, 123.25))
        .containsExactly("1.000000", "-0.500000", "123.250000");
  }

  @Test
  void numbersTooSmallForSixDecimalsHaveAnExponent() {
    assertThat(Table.numbers(1e-9, 2e-12)).containsExactly("1.000000e-09", "2.000000e-12");
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    assertThat(Table.numbers(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN))
        .containsExactly("1.000000", "−∞", "∞", "NaN");
  }

  @Test
  void aRowOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> new Table("a", "b").row("1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row has 1 cells: the table has 2 columns");
  }
}
