package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorTest {

  @Test
  void shapeIsCopiedIn() {
    int[] shape = {2};
    Tensor tensor = new Tensor("w", shape, new float[2]);
    shape[0] = 3;
    assertThat(tensor.shape()).containsExactly(2);
  }

  @Test
  void shapeIsCopiedOut() {
    Tensor tensor = new Tensor("w", new int[] {2}, new float[2]);
    tensor.shape()[0] = 3;
    assertThat(tensor.shape()).containsExactly(2);
  }

  @Test
  void valuesAreNotCopied() {
    float[] values = {1, 2};
    assertThat(new Tensor("w", new int[] {2}, values).values()).isSameAs(values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"w", "0", "network/0/weights", "A.b_c-d/E", "/", ".."})
  void nameOfTheAllowedCharactersIsTaken(String name) {
    assertThat(new Tensor(name, new int[] {1}, new float[1]).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ä", "a\n", "\u0000", "a:b", "a\\b"})
  void nameOfOtherCharactersIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor(name, new int[] {1}, new float[1]))
        .withMessageContaining("allowed are 1 to 128");
  }

  @Test
  void nameOf128CharactersIsTheLongest() {
    assertThat(new Tensor("n".repeat(128), new int[] {1}, new float[1])).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("n".repeat(129), new int[] {1}, new float[1]));
  }

  @Test
  void valuesMustBeAsManyAsTheShapeSays() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("w", new int[] {2, 3}, new float[5]))
        .withMessage("tensor \"w\" has 5 values: its shape [2, 3] needs 6");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void sizesMustBePositive(int size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("w", new int[] {1, size}, new float[0]))
        .withMessageContaining("sizes of at least 1");
  }

  @Test
  void twoNegativeSizesDoNotMakeAPositiveOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("w", new int[] {-2, -2}, new float[4]));
  }

  @Test
  void sizesWhoseProductOverflowsAreRefused() {
    int[] shape = {65536, 65536, 65536, 65536};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("w", shape, new float[0]))
        .withMessageContaining("fit one array");
  }

  @Test
  void nineSizesAreTooMany() {
    int[] shape = {1, 1, 1, 1, 1, 1, 1, 1, 1};
    assertThatIllegalArgumentException().isThrownBy(() -> new Tensor("w", shape, new float[1]));
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void valuesMustBeFinite(float value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Tensor("w", new int[] {3}, new float[] {0, 1, value}))
        .withMessage("tensor \"w\" holds %s at index 2: values must be finite".formatted(value));
  }
}
