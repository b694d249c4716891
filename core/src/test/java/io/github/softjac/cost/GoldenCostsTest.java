package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every cost behind softmax at edge cases, in double, against values to 25 digits that
/// `src/test/python/costs.py` makes from definitions and differences of them.
final class GoldenCostsTest {

  /// Relative: an ulp of 1.
  private static final double ULP = 0x1p-52;

  /// A power of an output that has underflowed has fewer digits than this is small.
  private static final double SMALLEST = 1e-230;

  private static List<Golden> all = List.of();

  @BeforeAll
  static void read() throws IOException {
    try (InputStream in = GoldenCostsTest.class.getResourceAsStream("/golden-costs.txt");
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      all = lines.lines().map(Golden::new).toList();
    }
  }

  static Stream<String> names() throws IOException {
    read();
    return all.stream().map(golden -> golden.cost).distinct();
  }

  @Test
  void everyCostOfTheCatalogueIsThere() {
    assertThat(all.stream().map(golden -> golden.cost.replaceFirst(":.*", "")).distinct())
        .containsExactlyInAnyOrderElementsOf(Costs.names());
  }

  /// Relative to L itself; for a cost with terms of both signs, to the sum of their absolute
  /// values.
  @ParameterizedTest
  @MethodSource("names")
  void lossIsExactToFourUlp(String name) {
    for (Golden golden : of(name)) {
      double loss = golden.gradient(new double[golden.classes()]);
      within(golden, "L", loss, golden.loss, 4 * ULP * golden.size);
    }
  }

  /// Relative to the largest of the terms `|a_k| + y_k Σ_j |a_j|` of the row, `a = y ⊙ ∂L/∂y`.
  @ParameterizedTest
  @MethodSource("names")
  void gradientIsExactToFourUlpOfItsTerms(String name) {
    for (Golden golden : of(name)) {
      double[] dz = new double[golden.classes()];
      golden.gradient(dz);
      for (int k = 0; k < dz.length; k++) {
        within(golden, "dz of k = " + k, dz[k], golden.dz[k], 4 * ULP * golden.dzSize);
      }
    }
  }

  /// Relative to the terms of the gradient times the largest entry of v, or to the largest of the
  /// product where that is larger.
  @ParameterizedTest
  @MethodSource("names")
  void hessianProductIsExactToEightUlpOfItsTerms(String name) {
    for (Golden golden : of(name)) {
      int classes = golden.classes();
      double[] hv = new double[classes];
      golden.product(hv);
      double size = golden.dzSize * Arrays.stream(golden.v).map(Math::abs).max().orElse(0);
      for (BigDecimal exact : golden.hv) {
        size = Math.max(size, exact.abs().doubleValue());
      }
      for (int k = 0; k < classes; k++) {
        within(golden, "H v of k = " + k, hv[k], golden.hv[k], 8 * ULP * size);
      }
    }
  }

  private static List<Golden> of(String name) {
    return all.stream().filter(golden -> golden.cost.equals(name)).toList();
  }

  private static void within(
      Golden golden, String what, double found, BigDecimal exact, double allowed) {
    assertThat(Double.isFinite(found)).as("%s of %s is finite", what, golden).isTrue();
    double error = new BigDecimal(found).subtract(exact).abs().doubleValue();
    assertThat(error)
        .as("error of %s = %s, exactly %s, of %s", what, found, exact, golden)
        .isLessThanOrEqualTo(allowed + SMALLEST);
  }

  /// One line of the file.
  private static final class Golden {
    final String cost;
    final double[] z;
    final double[] t;
    final double[] v;
    final BigDecimal loss;
    final double size;
    final BigDecimal[] dz;
    final double dzSize;
    final BigDecimal[] hv;

    Golden(String line) {
      String[] columns = line.split(" \\| ", -1);
      cost = columns[0];
      z = doubles(columns[1]);
      t = doubles(columns[2]);
      v = doubles(columns[3]);
      loss = new BigDecimal(columns[4]);
      size = Double.parseDouble(columns[5]);
      dz = exact(columns[6]);
      dzSize = Double.parseDouble(columns[7]);
      hv = exact(columns[8]);
    }

    int classes() {
      return z.length;
    }

    double gradient(double[] dz) {
      return Costs.named(cost).logitGradient(z, t, new double[classes()], dz);
    }

    void product(double[] hv) {
      int classes = classes();
      Costs.named(cost).logitHessianProduct(z, t, v, new double[classes], new double[classes], hv);
    }

    private static double[] doubles(String numbers) {
      return Arrays.stream(numbers.split(",", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static BigDecimal[] exact(String numbers) {
      return Arrays.stream(numbers.split(",", -1)).map(BigDecimal::new).toArray(BigDecimal[]::new);
    }

    @Override
    public String toString() {
      return Stream.of(z, t, v)
          .map(Arrays::toString)
          .collect(Collectors.joining(", ", cost + " at z, t, v = ", ""));
    }
  }
}
