package io.github.softjac.bench.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void elementsAreCutToWholeRows() {
    assertThat(Shape.ofElements(16384, 1000)).isEqualTo(new Shape(16, 1000));
  }

  @Test
  void longRowStaysWhole() {
    assertThat(Shape.ofElements(16384, 128256)).isEqualTo(new Shape(1, 128256));
  }

  @Test
  void textIsRowsThenClasses() {
    assertThat(Shape.parse("128x10")).isEqualTo(new Shape(128, 10));
  }

  @Test
  void otherTextIsRefusedWithAnExample() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.parse("128"))
        .withMessage("shape is \"128\": rows, an x and classes are needed, for example 128x10");
  }

  @Test
  void emptyShapeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shape(0, 10))
        .withMessage("shape is 0 x 10: rows and classes must be 1 or more");
  }

  @Test
  void outOfCacheIsAQuarterOfAGigabyte() {
    assertThat((long) Place.OUT_OF_CACHE.shape(128, false).elements() * Float.BYTES)
        .isEqualTo(256L << 20);
  }

  @Test
  void unknownOperationIsRefusedWithTheNamesThatExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Operation.ofOption("sideways"))
        .withMessage("operation is \"sideways\": allowed are forward, backward, cross-entropy");
  }

  @Test
  void unknownPlaceIsRefusedWithTheNamesThatExist() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Place.ofOption("disk"))
        .withMessage("place is \"disk\": allowed are in-cache, out-of-cache, one-row");
  }
}
