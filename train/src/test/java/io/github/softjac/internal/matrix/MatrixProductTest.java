package io.github.softjac.internal.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against plain triple loops, to the bit.
class MatrixProductTest {

  private final SplittableRandom random = new SplittableRandom(11);

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,4,5", "7,9,33", "16,130,17", "5,3,100"})
  void productRunsAlongTheInnerIndexInOrder(int rows, int inner, int width) {
    float[][] x = floats(rows, inner);
    float[][] w = floats(inner, width);
    float[][] y = floats(rows, width);
    float[][] expected = copy(y);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < width; j++) {
        for (int i = 0; i < inner; i++) {
          expected[row][j] = Math.fma(x[row][i], w[i][j], expected[row][j]);
        }
      }
    }
    int middle = rows / 2;
    MatrixProduct.add(x, w, y, inner, width, middle, rows);
    MatrixProduct.add(x, w, y, inner, width, 0, middle);
    assertThat(y).isDeepEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,4,5", "7,9,33", "16,130,17", "5,3,100"})
  void transposedProductRunsAlongTheRowsInOrder(int rows, int inputs, int width) {
    float[][] x = floats(rows, inputs);
    float[][] dy = floats(rows, width);
    float[][] dw = floats(inputs, width);
    float[][] expected = copy(dw);
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < width; j++) {
        for (int row = 0; row < rows; row++) {
          expected[i][j] = Math.fma(x[row][i], dy[row][j], expected[i][j]);
        }
      }
    }
    int middle = inputs / 2;
    MatrixProduct.addTransposed(x, dy, dw, rows, width, middle, inputs);
    MatrixProduct.addTransposed(x, dy, dw, rows, width, 0, middle);
    assertThat(dw).isDeepEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,4,5", "7,9,33", "10,130,17"})
  void productOfFlatWeightsRunsAlongTheInnerIndexInOrder(int classes, int inner, int length) {
    double[] w = doubles(1, classes * inner)[0];
    float[][] x = floats(inner, length);
    double[][] z = doubles(classes, length);
    double[][] expected = copy(z);
    for (int k = 0; k < classes; k++) {
      for (int r = 0; r < length; r++) {
        for (int j = 0; j < inner; j++) {
          expected[k][r] = Math.fma(w[k * inner + j], (double) x[j][r], expected[k][r]);
        }
      }
    }
    MatrixProduct.add(w, x, z, classes, inner, length);
    assertThat(z).isDeepEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,1,1", "3,4,5", "7,9,33", "10,130,17"})
  void productInDoubleRunsAlongTheRowsInOrder(int classes, int rows, int width) {
    double[][] dz = doubles(classes, rows);
    float[][] x = floats(rows, width);
    double[][] g = doubles(classes, width);
    double[][] expected = copy(g);
    for (int k = 0; k < classes; k++) {
      for (int j = 0; j < width; j++) {
        for (int row = 0; row < rows; row++) {
          expected[k][j] = Math.fma(dz[k][row], (double) x[row][j], expected[k][j]);
        }
      }
    }
    MatrixProduct.add(dz, x, g, classes, rows, width);
    assertThat(g).isDeepEqualTo(expected);
  }

  private float[][] floats(int rows, int width) {
    float[][] values = new float[rows][width];
    for (float[] row : values) {
      for (int j = 0; j < width; j++) {
        row[j] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return values;
  }

  private double[][] doubles(int rows, int width) {
    double[][] values = new double[rows][width];
    for (double[] row : values) {
      for (int j = 0; j < width; j++) {
        row[j] = 2 * random.nextDouble() - 1;
      }
    }
    return values;
  }

  private static float[][] copy(float[][] values) {
    float[][] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }

  private static double[][] copy(double[][] values) {
    double[][] copy = values.clone();
    for (int i = 0; i < copy.length; i++) {
      copy[i] = copy[i].clone();
    }
    return copy;
  }
}
