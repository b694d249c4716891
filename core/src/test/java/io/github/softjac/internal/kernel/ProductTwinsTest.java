package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scalar and the vector matrix product give the same bits, and touch nothing else.
class ProductTwinsTest {

  private final FloatProduct scalar = new ScalarFloatProduct();
  private final FloatProduct vector = new VectorFloatProduct();

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void theTwinsAgreeForAllSmallShapes(boolean turnedA, boolean turnedB) {
    SplittableRandom random = new SplittableRandom(6);
    for (int m = 0; m < 33; m++) {
      for (int n = 0; n < 70; n++) {
        int k = random.nextInt(20);
        agree(random, turnedA, turnedB, m, k, n);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void theTwinsAgreeForShapesOfManyBlocks(boolean turnedA, boolean turnedB) {
    SplittableRandom random = new SplittableRandom(7);
    agree(random, turnedA, turnedB, 33, 700, 17);
    agree(random, turnedA, turnedB, 20, 300, 1200);
    agree(random, turnedA, turnedB, 3, 520, 530);
  }

  /// Each packs, in parts, what both multiply with.
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void packedMatricesAreAlikeAndGiveTheSameProduct(boolean turned) {
    SplittableRandom random = new SplittableRandom(8);
    int[][] shapes = {{70, 0}, {0, 40}, {1, 1}, {5, 10}, {37, 32}, {256, 33}, {300, 97}, {600, 70}};
    for (int[] shape : shapes) {
      for (int m : new int[] {1, 3, 4, 8, 21}) {
        agreePacked(random, turned, m, shape[0], shape[1]);
      }
    }
  }

  private void agreePacked(SplittableRandom random, boolean turned, int m, int k, int n) {
    int bRow = turned ? 1 : n;
    int bColumn = turned ? k : 1;
    float[] a = random(random, m * k);
    float[] b = random(random, 1 + k * n);
    float[] c = random(random, m * (n + 2));
    float[] expected = c.clone();
    scalar.add(a, 0, k, 1, b, 1, bRow, bColumn, expected, 0, n + 2, m, k, n);
    float[] packed = new float[PackedLayout.size(k, n)];
    float[] packedByVectors = packed.clone();
    scalar.pack(b, 1, bRow, bColumn, packed, k, n, 0, k, 0, n);
    int rows = k / 2;
    int columns = n / 2 / PackedLayout.COLUMNS * PackedLayout.COLUMNS;
    vector.pack(b, 1, bRow, bColumn, packedByVectors, k, n, 0, rows, 0, columns);
    vector.pack(b, 1, bRow, bColumn, packedByVectors, k, n, rows, k, 0, columns);
    vector.pack(b, 1, bRow, bColumn, packedByVectors, k, n, rows, k, columns, n);
    vector.pack(b, 1, bRow, bColumn, packedByVectors, k, n, 0, rows, columns, n);
    assertThat(packedByVectors).as("k %d n %d", k, n).isEqualTo(packed);
    float[] byVectors = c.clone();
    scalar.addPacked(a, 0, k, packed, c, 0, n + 2, m, k, n);
    vector.addPacked(a, 0, k, packed, byVectors, 0, n + 2, m, k, n);
    assertThat(c).as("m %d k %d n %d", m, k, n).isEqualTo(expected);
    assertThat(byVectors).as("m %d k %d n %d", m, k, n).isEqualTo(expected);
  }

  private void agree(
      SplittableRandom random, boolean turnedA, boolean turnedB, int m, int k, int n) {
    int offset = 1 + random.nextInt(3);
    float[] a = random(random, offset + m * k);
    float[] b = random(random, offset + k * n);
    float[] c = random(random, offset + m * (n + 2));
    float[] expected = c.clone();
    int aRow = turnedA ? 1 : k;
    int aColumn = turnedA ? m : 1;
    int bRow = turnedB ? 1 : n;
    int bColumn = turnedB ? k : 1;
    scalar.add(
        a, offset, aRow, aColumn, b, offset, bRow, bColumn, expected, offset, n + 2, m, k, n);
    vector.add(a, offset, aRow, aColumn, b, offset, bRow, bColumn, c, offset, n + 2, m, k, n);
    assertThat(c).as("m %d k %d n %d", m, k, n).isEqualTo(expected);
  }

  private static float[] random(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
