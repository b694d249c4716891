package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The scalar and the vector kernel of [FloatPairs] give the same bits, and the right ones.
class PairsTwinsTest {

  private static final int FROM = 3;

  private final SplittableRandom random = new SplittableRandom(1);
  private final float[] s = floats();
  private final float[] y = floats();
  private final float[] otherS = floats();
  private final float[] otherY = floats();
  private final double[] g = random.doubles(80, -1, 1).toArray();

  @Test
  void productsAreTheSameForEveryLength() {
    for (int to = FROM; to <= s.length; to++) {
      assertThat(vector(s, to)).as("to %d", to).isEqualTo(scalar(s, to));
    }
  }

  @Test
  void productsOfNaNAndInfinitiesAreTheSame() {
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE}) {
      float[] with = s.clone();
      with[41] = odd;
      assertThat(vector(with, 78)).as("%s", odd).isEqualTo(scalar(with, 78));
    }
  }

  @Test
  void productsAreThoseOfThePairWithTheVectorAndTheOtherPair() {
    double[] products = scalar(s, 79);
    assertThat(products[0]).isEqualTo(-7);
    assertThat(products[1]).isCloseTo(sum(i -> s[i] * g[i]), within(1e-14));
    assertThat(products[2]).isCloseTo(sum(i -> y[i] * g[i]), within(1e-14));
    assertThat(products[3]).isCloseTo(sum(i -> (double) s[i] * otherY[i]), within(1e-14));
    assertThat(products[4]).isCloseTo(sum(i -> (double) y[i] * otherY[i]), within(1e-14));
    assertThat(products[5]).isCloseTo(sum(i -> (double) y[i] * otherS[i]), within(1e-14));
    assertThat(products[6]).isEqualTo(-7);
  }

  private static double sum(java.util.function.IntToDoubleFunction term) {
    double sum = 0;
    for (int i = FROM; i < 79; i++) {
      sum += term.applyAsDouble(i);
    }
    return sum;
  }

  private double[] scalar(float[] s, int to) {
    double[] products = {-7, -7, -7, -7, -7, -7, -7};
    ScalarFloatPairs.products(s, y, g, otherS, otherY, FROM, to, products, 1);
    return products;
  }

  private double[] vector(float[] s, int to) {
    double[] products = {-7, -7, -7, -7, -7, -7, -7};
    VectorFloatPairs.products(s, y, g, otherS, otherY, FROM, to, products, 1);
    return products;
  }

  private float[] floats() {
    float[] values = new float[80];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
