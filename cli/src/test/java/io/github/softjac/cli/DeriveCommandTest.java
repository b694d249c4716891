package io.github.softjac.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.github.softjac.cost.Costs;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeriveCommandTest {

  private static final long SEED = 20260704;

  @Test
  void gradientOfTheDocumentsExample() {
    String z = StrictMath.log(.2) + "," + StrictMath.log(.3) + "," + StrictMath.log(.5);
    JsonObject json =
        Outcome.of("derive", "--z", z, "--t", "0,0,1", "--cost", "squared-error", "--json").json();
    assertThat(numbers(json, "y")).containsExactly(new double[] {.2, .3, .5}, within(1e-15));
    assertThat(numbers(json, "dz"))
        .containsExactly(new double[] {.064, .126, -.190}, within(1e-15));
    assertThat(json.get("cost").getAsDouble()).isEqualTo(.19, within(1e-15));
  }

  @Test
  void gradientOfSquaredErrorIsWithin1e12OfItsRowForAThousandRandomRows() {
    assertCloseToExact("squared-error", 1_000, 3, 1e-12, 1e-30);
  }

  @Test
  void gradientOfCrossEntropyIsWithin1e12OfItsRow() {
    assertCloseToExact("cross-entropy", 200, 3, 1e-12, 1e-30);
  }

  /// Where one class has all the mass, the gradient itself is next to 0 and the difference of
  /// numbers near 1.
  @ParameterizedTest
  @ValueSource(strings = {"squared-error", "cross-entropy"})
  void gradientOfSaturatedRowsIsWithinTheRoundingOfOne(String cost) {
    assertCloseToExact(cost, 100, 20, 1e-12, 0x1p-51);
  }

  /// Relative to the largest entry of the row: an entry that is nearly 0 by cancellation has no
  /// more digits than its row.
  private static void assertCloseToExact(
      String cost, int cases, double spread, double relative, double absolute) {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < cases; i++) {
      double[] z = new double[1 + i % 50];
      double[] t = new double[z.length];
      for (int k = 0; k < z.length; k++) {
        z[k] = spread * (2 * random.nextDouble() - 1);
        t[k] = i % 2 == 0 ? random.nextDouble() : 0;
      }
      if (i % 2 != 0) {
        t[random.nextInt(z.length)] = 1;
      }
      String[] args = {"derive", "--z", list(z), "--t", list(t), "--cost", cost, "--json"};
      double[] dz = numbers(Outcome.of(args).json(), "dz");
      BigDecimal[] exact =
          cost.equals("squared-error")
              ? ExactGradient.ofSquaredError(z, t)
              : ExactGradient.ofCrossEntropy(z, t);
      double scale = 0;
      for (BigDecimal value : exact) {
        scale = Math.max(scale, Math.abs(value.doubleValue()));
      }
      for (int k = 0; k < z.length; k++) {
        assertThat(new BigDecimal(dz[k]).subtract(exact[k]).abs().doubleValue())
            .as("seed %d, case %d, k = %d: %s", SEED, i, k, String.join(" ", args))
            .isLessThanOrEqualTo(relative * scale + absolute);
      }
    }
  }

  @Test
  void jacobianIsDiagonalMinusOuterProduct() {
    JsonObject json = Outcome.of("derive", "--z", "1,2,3", "--t", "0,0,1", "--json").json();
    double[] y = numbers(json, "y");
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double entry = json.getAsJsonArray("jacobian").get(i).getAsJsonArray().get(j).getAsDouble();
        assertThat(entry).isEqualTo((i == j ? y[i] : 0) - y[i] * y[j], within(1e-16));
      }
    }
  }

  @Test
  void finiteDifferencesAgree() {
    JsonObject json =
        Outcome.of("derive", "--z", "-1,0.5,2,1e1", "--t", ".1,.2,.3,.4", "--json").json();
    assertThat(json.get("maxDifference").getAsDouble()).isLessThan(1e-12);
    assertThat(numbers(json, "dzNumeric")).containsExactly(numbers(json, "dz"), within(1e-12));
  }

  static Set<String> costs() {
    return Costs.names();
  }

  @ParameterizedTest
  @MethodSource("costs")
  void finiteDifferencesAgreeForEveryCost(String cost) {
    JsonObject json =
        Outcome.of("derive", "--z", "-1,0.5,2,1e1", "--t", ".1,.2,.3,.4", "--cost", cost, "--json")
            .json();
    assertThat(json.get("maxDifference").getAsDouble()).isLessThan(1e-10);
    assertThat(json.get("costName").getAsString()).startsWith(cost);
  }

  @Test
  void hessianOfCrossEntropyIsTheJacobian() {
    JsonObject json =
        Outcome.of("derive", "--z", "1,2,3", "--t", "0,0,1", "--cost", "cross-entropy", "--json")
            .json();
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        assertThat(entry(json, "hessian", i, j))
            .isEqualTo(entry(json, "jacobian", i, j), within(1e-15));
      }
    }
  }

  private static double entry(JsonObject json, String matrix, int i, int j) {
    return json.getAsJsonArray(matrix).get(i).getAsJsonArray().get(j).getAsDouble();
  }

  @Test
  void finiteDifferencesAgreeForLogitsOfAnySize() {
    JsonObject json =
        Outcome.of("derive", "--z", "1000000001,1000000002", "--t", "0,1", "--json").json();
    assertThat(json.get("maxDifference").getAsDouble()).isLessThan(1e-12);
  }

  @Test
  void jsonHasTheFieldsThatScriptsRelyOn() {
    JsonObject json = Outcome.of("derive", "--z", "1,2", "--t", "0,1", "--json").json();
    assertThat(json.keySet())
        .contains("y", "jacobian", "cost", "dy", "dz", "dzNumeric", "maxDifference");
  }

  @Test
  void squaredErrorIsTheDefault() {
    JsonObject json = Outcome.of("derive", "--z", "1,2", "--t", "0,1", "--json").json();
    assertThat(json.get("costName").getAsString()).isEqualTo("squared-error");
  }

  @Test
  void aMaskedClassHasNoGradient() {
    JsonObject json = Outcome.of("derive", "--z", "0,-inf,2", "--t", "0,0,1", "--json").json();
    assertThat(numbers(json, "y")[1]).isZero();
    assertThat(numbers(json, "dz")[1]).isZero();
    assertThat(json.getAsJsonArray("z").get(1).isJsonNull()).isTrue();
  }

  @Test
  void oneClassHasNoGradient() {
    JsonObject json = Outcome.of("derive", "--z", "7", "--t", "1", "--json").json();
    assertThat(numbers(json, "y")).containsExactly(1.0);
    assertThat(numbers(json, "dz")).containsExactly(0.0);
  }

  @Test
  void tableIsAligned() {
    Outcome outcome =
        Outcome.of("derive", "--z", "1,2,3", "--t", "0,0,1", "--cost", "cross-entropy");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .isEqualTo(
            """
            Softmax and its derivative: 3 classes, cost cross-entropy

              k         z         y         t  dy = ∂L/∂y  dz = ∂L/∂z  dz by differences
              1  1.000000  0.090031  0.000000    0.000000    0.090031           0.090031
              2  2.000000  0.244728  0.000000    0.000000    0.244728           0.244728
              3  3.000000  0.665241  1.000000   -1.503215   -0.334759          -0.334759

            Jacobian ∂y_i/∂z_j = y_i (δ_ij − y_j)

                         j = 1      j = 2      j = 3
              i = 1   0.081925  -0.022033  -0.059892
              i = 2  -0.022033   0.184836  -0.162803
              i = 3  -0.059892  -0.162803   0.222695

            Cost L(y, t) = 0.407606
            """
                + outcome.out().lines().toList().getLast()
                + "\n");
    assertThat(outcome.out())
        .containsPattern(
            "Largest difference between dz and its finite differences: \\d\\.\\de-\\d\\d\n$");
  }

  @Test
  void aWideJacobianIsLeftToJson() {
    String z = list(new double[17]);
    assertThat(Outcome.of("derive", "--z", z, "--t", z).out())
        .contains("17 × 17 numbers, in --json");
  }

  private static double[] numbers(JsonObject json, String field) {
    double[] values = new double[json.getAsJsonArray(field).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.getAsJsonArray(field).get(i).getAsDouble();
    }
    return values;
  }

  private static String list(double[] values) {
    return Arrays.stream(values).mapToObj(Double::toString).collect(Collectors.joining(","));
  }
}
