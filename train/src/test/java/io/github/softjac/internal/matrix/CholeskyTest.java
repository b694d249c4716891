package io.github.softjac.internal.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CholeskyTest {

  private static double[][] gram(float[][] x, float[] h, int n) {
    double[][] sum = new double[n][n];
    for (int r = 0; r < x.length; r++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          sum[i][j] += (double) h[r] * x[r][i] * x[r][j];
        }
      }
    }
    return sum;
  }

  private static float[][] random(int rows, int columns) {
    SplittableRandom random = new SplittableRandom(5);
    float[][] x = new float[rows][columns];
    for (float[] row : x) {
      for (int j = 0; j < columns; j++) {
        row[j] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
      }
    }
    return x;
  }

  private static float[] weights(int rows) {
    float[] h = new float[rows];
    for (int i = 0; i < rows; i++) {
      h[i] = i % 7 == 0 ? 0 : 0.1f * (i % 5 + 1);
    }
    return h;
  }

  @Test
  void solutionOfAPositiveSystemIsThatOfItsProduct() {
    for (int n : new int[] {1, 2, 5, 33, 70}) {
      double[][] a = gram(random(3 * n, n), weights(3 * n), n);
      double[] x = new SplittableRandom(n).doubles(n).toArray();
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        a[i][i] += 0.1;
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          b[i] += a[i][j] * x[j];
        }
      }
      Cholesky.of(a, 1e-12).solve(b);
      assertThat(b).containsExactly(x, within(1e-10));
    }
  }

  @Test
  void pivotThatIsNotPositiveIsRaisedToTheFloor() {
    double[][] singular = {{1, 1}, {0, 1}};
    double[] b = {1, 1};
    Cholesky.of(singular, 1e-4).solve(b);
    assertThat(b[0]).isFinite();
    assertThat(b[1]).isFinite();
  }

  @Test
  void gramMatrixIsTheSumOfTheOuterProducts() {
    for (int rows : new int[] {1, 4, 7, 40}) {
      float[][] x = random(rows, 19);
      float[][] g = new float[19][19];
      Gram.add(x, weights(rows), g);
      double[][] expected = gram(x, weights(rows), 19);
      for (int i = 0; i < 19; i++) {
        for (int j = i; j < 19; j++) {
          assertThat((double) g[i][j]).isCloseTo(expected[i][j], within(1e-5));
        }
      }
    }
  }
}
