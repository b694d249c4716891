package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedMatrixTest {

  private static final int M = 9;
  private static final int K = 270;
  private static final int N = 70;

  private final SplittableRandom random = new SplittableRandom(1);
  private final float[] a = numbers(M * K);
  private final float[] b = numbers(K * N);

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private float[] product(PackedMatrix packed) {
    float[] c = new float[M * N];
    packed.addProduct(a, 0, K, c, 0, N, M);
    return c;
  }

  private float[] expected() {
    float[] c = new float[M * N];
    MatrixProduct.add(a, 0, K, b, 0, N, c, 0, N, M, K, N);
    return c;
  }

  @Test
  void productIsThatOfThePlainMatrix() {
    PackedMatrix packed = new PackedMatrix(K, N);
    packed.pack(b, 0, N, 100, K);
    packed.pack(b, 0, N, 0, 100);
    assertThat(product(packed)).containsExactly(expected());
  }

  @Test
  void rowsOfTheTransposedMatrixArePackedAsColumns() {
    float[] turned = new float[K * N];
    for (int p = 0; p < K; p++) {
      for (int j = 0; j < N; j++) {
        turned[j * K + p] = b[p * N + j];
      }
    }
    PackedMatrix packed = new PackedMatrix(K, N);
    packed.packTransposed(turned, 0, K, 64, N);
    packed.packTransposed(turned, 0, K, 0, 64);
    assertThat(product(packed)).containsExactly(expected());
  }

  @Test
  void matrixThatIsNotPackedYetIsZero() {
    assertThat(product(new PackedMatrix(K, N))).containsOnly(0f);
  }

  @Test
  void partsElsewhereAreRefused() {
    PackedMatrix packed = new PackedMatrix(K, N);
    assertThatThrownBy(() -> packed.pack(b, 0, N, 0, K + 1))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("part from 0 to 271: allowed: 0 to 270, in order");
    assertThatThrownBy(() -> packed.packTransposed(b, 0, K, 0, 33))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns 0 to 33: allowed: multiples of 32, or up to 70");
    assertThatThrownBy(() -> packed.addProduct(a, 0, K, new float[5], 0, N, M))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("C has 5 elements");
    assertThatThrownBy(() -> packed.packTransposed(new float[5], 0, K, 0, 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> packed.addProduct(new float[5], 0, K, new float[M * N], 0, N, M))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A has 5 elements");
    assertThatThrownBy(() -> new PackedMatrix(-1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k is -1, n is 2: each must be 0 or more");
  }
}
