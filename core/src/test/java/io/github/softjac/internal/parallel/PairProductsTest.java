package io.github.softjac.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairProductsTest {

  private static final int SIZE = 10_001;

  private final SplittableRandom random = new SplittableRandom(5);
  private final float[][] s = vectors();
  private final float[][] y = vectors();
  private final double[] g = random.doubles(SIZE, -1, 1).toArray();

  @Test
  void productsOfAPairAreThoseOfItsVectors() {
    double[] products = of(1);
    assertThat(products[PairProducts.OF_A_PAIR + 1]).isCloseTo(dot(y[1], g), within(1e-10));
    assertThat(products[PairProducts.OF_A_PAIR + 2]).isCloseTo(dot(s[1], y[2]), within(1e-10));
  }

  @Test
  void bitsDoNotDependOnTheNumberOfWorkers() {
    assertThat(of(2)).isEqualTo(of(1));
    assertThat(of(3)).isEqualTo(of(1));
  }

  private double[] of(int threads) {
    try (Workers workers = new Workers(threads)) {
      return Arrays.copyOf(
          new PairProducts(SIZE, 4, workers).of(s, y, 3, g, 2), 3 * PairProducts.OF_A_PAIR);
    }
  }

  private static double dot(float[] a, float[] b) {
    double[] wide = new double[b.length];
    Arrays.setAll(wide, i -> b[i]);
    return dot(a, wide);
  }

  private static double dot(float[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private float[][] vectors() {
    float[][] vectors = new float[3][SIZE];
    for (float[] vector : vectors) {
      for (int i = 0; i < SIZE; i++) {
        vector[i] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return vectors;
  }
}
