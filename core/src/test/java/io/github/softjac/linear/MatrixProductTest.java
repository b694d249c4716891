package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixProductTest {

  @ParameterizedTest
  @EnumSource(ProductKind.class)
  void everyElementIsWithinTheBoundOfTheExactProduct(ProductKind kind) {
    SplittableRandom random = new SplittableRandom(1);
    for (int size = 0; size < 60; size++) {
      MatrixCase product = MatrixCase.of(kind, random, 70, 300);
      float[] c = product.result();
      for (int i = 0; i < product.m(); i++) {
        for (int j = 0; j < product.n(); j++) {
          double exact = product.c()[product.cAt(i, j)];
          double magnitude = Math.abs(exact);
          for (int p = 0; p < product.k(); p++) {
            double term = (double) product.a()[product.aAt(i, p)] * product.b()[product.bAt(p, j)];
            exact += term;
            magnitude += Math.abs(term);
          }
          assertThat((double) c[product.cAt(i, j)])
              .as("%s, element (%d, %d)", product, i, j)
              .isCloseTo(
                  exact, org.assertj.core.api.Assertions.within(product.k() * 0x1p-24 * magnitude));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ProductKind.class)
  void everyElementRunsAlongTheInnerIndexByFma(ProductKind kind) {
    SplittableRandom random = new SplittableRandom(2);
    for (int size = 0; size < 300; size++) {
      MatrixCase product = MatrixCase.of(kind, random, 71, 71);
      assertThat(product.result()).as(product.toString()).isEqualTo(product.specified());
    }
  }

  @ParameterizedTest
  @EnumSource(ProductKind.class)
  void longAndWideProductsRunAlongTheInnerIndexToo(ProductKind kind) {
    SplittableRandom random = new SplittableRandom(3);
    int[][] shapes = {{15, 600, 33}, {29, 257, 1100}, {100, 513, 10}, {3, 1000, 600}};
    for (int[] shape : shapes) {
      MatrixCase product = MatrixCase.of(kind, random, shape[0], shape[1], shape[2]);
      assertThat(product.result()).as(product.toString()).isEqualTo(product.specified());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 100, 300})
  void aProductInChunksOfTheInnerIndexHasTheSameBits(int chunk) {
    MatrixCase product = MatrixCase.of(ProductKind.PLAIN, new SplittableRandom(4), 20, 400, 40);
    float[] c = product.c().clone();
    for (int p = 0; p < 400; p += chunk) {
      int depth = Math.min(chunk, 400 - p);
      MatrixProduct.add(
          product.a(),
          product.aAt(0, p),
          product.aStride(),
          product.b(),
          product.bAt(p, 0),
          product.bStride(),
          c,
          product.cAt(0, 0),
          product.cStride(),
          20,
          depth,
          40);
    }
    assertThat(c).isEqualTo(product.result());
  }

  @Test
  void nanAndInfinityStayInTheirRow() {
    float[] a = {1, 2, Float.NaN, 1, Float.POSITIVE_INFINITY, 1};
    float[] b = {1, 1};
    float[] c = new float[3];
    MatrixProduct.add(a, 0, 2, b, 0, 1, c, 0, 1, 3, 2, 1);
    assertThat(c).containsExactly(3f, Float.NaN, Float.POSITIVE_INFINITY);
  }

  @Test
  void productsOfNothingLeaveCAlone() {
    float[] c = {1, 2, 3, 4};
    MatrixProduct.add(new float[0], 0, 0, new float[0], 0, 2, c, 0, 2, 2, 0, 2);
    MatrixProduct.add(new float[0], 0, 0, new float[4], 0, 2, c, 0, 2, 0, 2, 2);
    MatrixProduct.add(new float[4], 0, 2, new float[0], 0, 0, c, 0, 2, 2, 2, 0);
    assertThat(c).containsExactly(1, 2, 3, 4);
  }

  @Test
  void aMatrixThatDoesNotLieInsideItsArrayIsRefused() {
    float[] four = new float[4];
    assertThatThrownBy(() -> MatrixProduct.add(four, 1, 2, four, 0, 2, four, 0, 2, 2, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A has 4 elements: offset 1, stride 2, 2 rows × 2 columns reach to 5");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedB(four, 0, 2, four, 0, 2, four, -1, 2, 2, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("C has 4 elements: offset -1");
  }

  @Test
  void aStrideShorterThanItsRowIsRefused() {
    float[] four = new float[4];
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedA(four, 0, 2, four, 0, 1, four, 0, 2, 2, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stride of B is 1: rows of 2 elements need at least 2");
  }

  @Test
  void negativeSizesAreRefused() {
    float[] four = new float[4];
    assertThatThrownBy(() -> MatrixProduct.add(four, 0, 2, four, 0, 2, four, 0, 2, 2, -1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("m is 2, k is -1, n is 2: each must be 0 or more");
  }

  @Test
  void eachMatrixOfEachProductIsChecked() {
    float[] four = new float[4];
    assertThatThrownBy(() -> MatrixProduct.add(four, 0, 2, four, 1, 2, four, 0, 2, 2, 2, 2))
        .hasMessageStartingWith("B has 4 elements");
    assertThatThrownBy(() -> MatrixProduct.add(four, 0, 2, four, 0, 2, four, 1, 2, 2, 2, 2))
        .hasMessageStartingWith("C has 4 elements");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedA(four, 1, 2, four, 0, 2, four, 0, 2, 2, 2, 2))
        .hasMessageStartingWith("A has 4 elements");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedA(four, 0, 2, four, 0, 2, four, 1, 2, 2, 2, 2))
        .hasMessageStartingWith("C has 4 elements");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedA(four, 0, 2, four, 0, 2, four, 0, 2, 2, 2, -1))
        .hasMessageStartingWith("m is 2, k is 2, n is -1");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedB(four, 1, 2, four, 0, 2, four, 0, 2, 2, 2, 2))
        .hasMessageStartingWith("A has 4 elements");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedB(four, 0, 2, four, 1, 2, four, 0, 2, 2, 2, 2))
        .hasMessageStartingWith("B has 4 elements");
    assertThatThrownBy(
            () -> MatrixProduct.addTransposedB(four, 0, 2, four, 0, 2, four, 0, 2, -1, 2, 2))
        .hasMessageStartingWith("m is -1");
  }
}
