package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Functions of many numbers that costs are made of, both twins.
final class FloatFunctionsTest {

  private static final int LENGTH = 1003;

  @Test
  void logarithmsAreRightToTwoUlpOrAFewBillionths() {
    float[] x = positive();
    float[] logs = new float[LENGTH];
    FloatFunctions.scalarLogs(x, 0, Float.MIN_NORMAL, logs, 0, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      double exact = StrictMath.log(x[i]);
      assertThat((double) logs[i])
          .as("log %s", x[i])
          .isEqualTo(exact, within(2 * Math.ulp((float) exact) + 3e-8));
    }
  }

  @Test
  void aNumberBelowTheSmallestNormalCountsAsThat() {
    float[] x = {0, Float.MIN_VALUE, Float.MIN_NORMAL};
    FloatFunctions.logs(x, x, 3);
    assertThat(x[0]).isEqualTo(x[2]);
    assertThat(x[1]).isEqualTo(x[2]);
    assertThat((double) x[2]).isEqualTo(StrictMath.log(Float.MIN_NORMAL), within(1e-5));
  }

  @Test
  void exponentialsAndThoseLessOneAreRightToThreeUlp() {
    float[] x = negative();
    float[] powers = x.clone();
    float[] expm1 = new float[LENGTH];
    FloatFunctions.scalarExponentials(powers, expm1, 0, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      double exact = StrictMath.exp(x[i]);
      double lessOne = StrictMath.expm1(x[i]);
      assertThat((double) powers[i])
          .as("exp %s", x[i])
          .isEqualTo(exact, within(3 * (double) Math.ulp((float) exact)));
      assertThat((double) expm1[i])
          .as("expm1 %s", x[i])
          .isEqualTo(lessOne, within(3 * (double) Math.ulp((float) lessOne)));
    }
  }

  @Test
  void productsAreRoundedOnceOrNearly() {
    float[] x = negative();
    float[] products = new float[LENGTH];
    for (double factor : new double[] {1 / 0.7, 0.5, 1e-3, 1e30}) {
      FloatFunctions.multiply(x, 0, products, 0, LENGTH, factor);
      for (int i = 0; i < LENGTH; i++) {
        double exact = x[i] * factor;
        assertThat((double) products[i])
            .isEqualTo(exact, within(0.50001 * Math.ulp((float) exact)));
      }
    }
  }

  @Test
  void productsOfInfinitiesAndBeyondTheLargestNumberAreInfinite() {
    float[] x = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, Float.NaN, 0};
    FloatFunctions.multiply(x, 0, x, 0, 5, 1.3);
    assertThat(x)
        .containsExactly(
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            Float.POSITIVE_INFINITY,
            Float.NaN,
            0);
  }

  @Test
  void nanStaysNan() {
    float[] x = {Float.NaN};
    FloatFunctions.exponentials(x, new float[1], 1);
    assertThat(x[0]).isNaN();
  }

  @Test
  void vectorFunctionsOfFloatsAreTheScalarOnesToTheBit() {
    float[] x = positive();
    float[] scalar = new float[LENGTH];
    float[] vector = new float[LENGTH];
    FloatFunctions.scalarLogs(x, 0, Float.MIN_NORMAL, scalar, 0, LENGTH);
    int done = VectorFloatFunctions.logs(x, 0, Float.MIN_NORMAL, vector, LENGTH);
    assertThat(done).isGreaterThan(LENGTH - 16);
    FloatFunctions.scalarLogs(x, 0, Float.MIN_NORMAL, vector, done, LENGTH);
    assertThat(vector).containsExactly(scalar);

    float[] scalarPowers = negative();
    float[] vectorPowers = negative();
    FloatFunctions.scalarExponentials(scalarPowers, scalar, 0, LENGTH);
    done = VectorFloatFunctions.exponentials(vectorPowers, vector, LENGTH);
    FloatFunctions.scalarExponentials(vectorPowers, vector, done, LENGTH);
    assertThat(vectorPowers).containsExactly(scalarPowers);
    assertThat(vector).containsExactly(scalar);
  }

  @Test
  void vectorFunctionsOfRowsAreTheScalarOnesToTheBit() {
    int rows = 1000;
    double[] scalar = new double[rows];
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < rows; i++) {
      scalar[i] = i == 7 ? Double.NEGATIVE_INFINITY : -random.nextDouble() * (i % 5 == 0 ? 800 : 2);
    }
    double[] vector = scalar.clone();
    double[] exact = scalar.clone();
    double[] scalarPowers = new double[rows];
    double[] vectorPowers = new double[rows];
    RowFunctions.scalarExponentials(scalar, scalarPowers, rows);
    VectorRowFunctions.exponentials(vector, vectorPowers, rows);
    assertThat(vector).containsExactly(scalar);
    assertThat(vectorPowers).containsExactly(scalarPowers);
    for (int i = 0; i < rows; i++) {
      double lessOne = StrictMath.expm1(exact[i]);
      assertThat(scalar[i]).isEqualTo(lessOne, within(3 * Math.ulp(lessOne)));
      double power = StrictMath.exp(Math.max(exact[i], -700));
      assertThat(scalarPowers[i]).isEqualTo(power, within(3 * Math.ulp(power)));
    }
  }

  @Test
  void vectorsFindTheSupportThatPlainLoopsFind() {
    SplittableRandom random = new SplittableRandom(7);
    for (int classes : new int[] {64, 65, 79, 80, 333, 1000}) {
      float[] z = new float[classes + 3];
      for (int i = 0; i < z.length; i++) {
        z[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : (float) random.nextGaussian();
      }
      float max = VectorFloatSupport.max(z, 3, z.length);
      assertThat(max).isEqualTo(ScalarFloatSoftmax.max(z, 3, z.length));
      z[3 + random.nextInt(classes)] = Float.NaN;
      int[] scalar = new int[classes + 1];
      int[] vector = new int[classes + 1];
      int count = FloatSupport.notBelow(z, 3, z.length, max - 1, scalar, 0);
      int found = VectorFloatSupport.notBelow(z, 3, z.length, max - 1, vector);
      assertThat(Arrays.copyOf(vector, found))
          .as("%d classes", classes)
          .containsExactly(Arrays.copyOf(scalar, count));
    }
  }

  private static float[] positive() {
    SplittableRandom random = new SplittableRandom(1);
    float[] x = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = (float) StrictMath.exp((random.nextDouble() - 0.8) * (i % 3 == 0 ? 80 : 1));
    }
    return x;
  }

  private static float[] negative() {
    SplittableRandom random = new SplittableRandom(2);
    float[] x = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = (float) (-random.nextDouble() * (i % 3 == 0 ? 86 : i % 3 == 1 ? 1 : 1e-4));
    }
    return x;
  }
}
