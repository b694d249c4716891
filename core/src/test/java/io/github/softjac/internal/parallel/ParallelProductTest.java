package io.github.softjac.internal.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.linear.MatrixProduct;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ParallelProductTest {

  private static final int[][] SHAPES = {{5, 7, 9}, {300, 200, 40}, {40, 200, 300}, {97, 113, 101}};

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void allThreeProductsHaveTheBitsOfOneThread(int threads) {
    SplittableRandom random = new SplittableRandom(5);
    try (Workers workers = new Workers(threads)) {
      ParallelProduct parallel = new ParallelProduct(workers);
      for (int[] shape : SHAPES) {
        int m = shape[0];
        int k = shape[1];
        int n = shape[2];
        float[] a = random(random, m * k);
        float[] b = random(random, k * n);
        float[] start = random(random, m * n);
        float[] alone = start.clone();
        float[] shared = start.clone();
        MatrixProduct.add(a, 0, k, b, 0, n, alone, 0, n, m, k, n);
        parallel.add(a, 0, k, b, 0, n, shared, 0, n, m, k, n);
        assertThat(shared).isEqualTo(alone);
        MatrixProduct.addTransposedA(a, 0, m, b, 0, n, alone, 0, n, m, k, n);
        parallel.addTransposedA(a, 0, m, b, 0, n, shared, 0, n, m, k, n);
        assertThat(shared).isEqualTo(alone);
        MatrixProduct.addTransposedB(a, 0, k, b, 0, k, alone, 0, n, m, k, n);
        parallel.addTransposedB(a, 0, k, b, 0, k, shared, 0, n, m, k, n);
        assertThat(shared).isEqualTo(alone);
      }
    }
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
