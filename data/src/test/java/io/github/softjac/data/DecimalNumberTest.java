package io.github.softjac.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which texts are numbers, and which.
class DecimalNumberTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "-1",
        "00012",
        "1.",
        ".5",
        "-.5e3",
        "1e5",
        "1E-5",
        "1.5e+10",
        "123.456",
        "9007199254740993",
        "0.1",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "4.9e-324",
        "1e-400",
        "1.7976931348623157e308",
        "123456789012345678901234567890",
        "0.000000000000000000000000001234567",
        "3.14159265358979323846264338327950288",
        "9223372036854775807",
        "92233720368547758079",
        "999999999999999999",
        "-.99999999999999999",
        "9007199254740.992",
        "9007199254740.993",
        "0000000000000000.1",
        "0e999999999"
      })
  void numbersAreReadAsByTheJdk(String text) {
    assertThat(parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1.2.3",
        "1,5",
        "1 5",
        "0x1p3",
        "1f",
        "1d",
        "1L",
        "abc",
        "Infinity",
        "-inf",
        "NaN",
        "1e999",
        "-1e309",
        "--1",
        "-.",
        "1..2",
        "1.2-",
        "+-1",
        "1e5.5",
        "١",
        "1_000",
        "5%"
      })
  void otherTextsAreNot(String text) {
    assertThat(parse(text)).isNaN();
  }

  @Test
  void randomNumbersAreReadAsByTheJdk() {
    SplittableRandom random = new SplittableRandom(42);
    for (int i = 0; i < 200_000; i++) {
      double x = Double.longBitsToDouble(random.nextLong());
      String text =
          switch (i % 3) {
            case 0 -> Double.toString(x);
            case 1 -> random.nextLong(-1_000_000, 1_000_000) + "." + random.nextInt(100_000);
            default -> random.nextLong() + "e" + random.nextInt(-40, 40);
          };
      double expected = Double.parseDouble(text);
      if (Double.isFinite(expected)) {
        assertThat(parse(text)).as(text).isEqualTo(expected);
      }
    }
  }

  private static double parse(String text) {
    char[] padded = ("9" + text + "9").toCharArray();
    return DecimalNumber.parse(padded, 1, padded.length - 1);
  }
}
