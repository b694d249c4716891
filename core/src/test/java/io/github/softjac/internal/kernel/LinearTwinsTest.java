package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The scalar and the vector kernels of linear models give the same bits, and touch nothing else.
class LinearTwinsTest {

  private final FloatLinear scalar = new ScalarFloatLinear();
  private final FloatLinear vector = new VectorFloatLinear();
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void dotProductsAreTheSame() {
    for (int rows = 1; rows < 12; rows++) {
      for (int columns = 0; columns <= 96; columns += 16) {
        for (int classes = 5; classes <= 20; classes += 5) {
          float[] x = random(3 + rows * (columns + 1));
          float[] w = random(2 + classes * (columns + 3));
          int used = (rows + 1) / 2 * 2 * classes * FloatLinear.LANES;
          float[] expected = random(used + 7);
          float[] found = expected.clone();
          scalar.dots(x, 3, columns + 1, w, 2, columns + 3, expected, rows, columns, classes);
          vector.dots(x, 3, columns + 1, w, 2, columns + 3, found, rows, columns, classes);
          int own = rows * classes * FloatLinear.LANES;
          for (int i = 0; i < found.length; i++) {
            if (i < own || i >= used) {
              assertThat(found[i]).as("rows %d columns %d", rows, columns).isEqualTo(expected[i]);
            }
          }
        }
      }
    }
  }

  @Test
  void foldsAreTheSame() {
    for (int count = 0; count <= 96; count += 16) {
      float[] sums = random(count * FloatLinear.LANES);
      float[] expected = random(count + 4);
      float[] found = expected.clone();
      scalar.fold(sums.clone(), expected, 3, count);
      vector.fold(sums.clone(), found, 3, count);
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void outerProductsAreTheSame() {
    for (int rows = 0; rows < 9; rows++) {
      for (int columns = 0; columns <= 96; columns += 32) {
        for (int classes = 5; classes <= 15; classes += 5) {
          float[] dz = random(rows * classes + 5);
          float[] x = random(3 + rows * (columns + 1));
          float[] expected = random(2 + classes * (columns + 3));
          float[] found = expected.clone();
          scalar.outer(
              dz, classes, x, 3, columns + 1, expected, 2, columns + 3, rows, columns, classes);
          vector.outer(
              dz, classes, x, 3, columns + 1, found, 2, columns + 3, rows, columns, classes);
          assertThat(found).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void combinationsOfRowsAreTheSame() {
    for (int width = 16; width <= 96; width += 16) {
      for (int count = 0; count < 9; count++) {
        float[] values = random(count + 2);
        float[] m = random(10 * width);
        int[] indices = new int[count + 2];
        for (int e = 0; e < indices.length; e++) {
          indices[e] = 1 + random.nextInt(10);
        }
        float[] expected = random(width + 3);
        float[] found = expected.clone();
        scalar.combine(values, indices, 1, 1 + count, m, -width, width, expected, 2);
        vector.combine(values, indices, 1, 1 + count, m, -width, width, found, 2);
        assertThat(found).isEqualTo(expected);
      }
    }
  }

  private float[] random(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
