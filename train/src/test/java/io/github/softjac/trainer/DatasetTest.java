package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.SparseRows;
import org.junit.jupiter.api.Test;

class DatasetTest {

  private final Dataset data =
      new Dataset(
          new float[] {1, 2, 3, 4, 5, 6}, 2, new int[] {0, 1, 2}, new float[] {1, 0, 2.5f}, 3);

  @Test
  void rowsAreTheLabels() {
    assertThat(data.rows()).isEqualTo(3);
  }

  @Test
  void weightIsOneWhereThereAreNone() {
    Dataset plain = new Dataset(new float[2], 1, new int[2], null, 1);
    assertThat(plain.weight(1)).isEqualTo(1f);
    assertThat(plain.totalWeight()).isEqualTo(2);
    assertThat(data.weight(2)).isEqualTo(2.5f);
    assertThat(data.totalWeight()).isEqualTo(3.5);
  }

  @Test
  void chosenRowsComeInTheOrderAsked() {
    Dataset chosen = data.rows(new int[] {2, 0, 2});
    assertThat(((DenseRows) chosen.features()).values()).containsExactly(5, 6, 1, 2, 5, 6);
    assertThat(chosen.labels()).containsExactly(2, 0, 2);
    assertThat(chosen.weight(0)).isEqualTo(2.5f);
    assertThat(chosen.classes()).isEqualTo(3);
  }

  @Test
  void copiedRowIsTheSameFromSparseFeatures() {
    SparseRows sparse =
        new SparseRows(new int[] {0, 1, 1, 3}, new int[] {1, 0, 1}, new float[] {7, 8, 9}, 2);
    Dataset table = new Dataset(sparse, new int[3], null, 1);
    float[] x = {-1, -1, -1, -1};
    table.copyRow(0, x, 1);
    assertThat(x).containsExactly(-1, 0, 7, -1);
    table.rows(new int[] {2}).copyRow(0, x, 2);
    assertThat(x).containsExactly(-1, 0, 8, 9);
  }

  @Test
  void labelsOfAnotherNumberThanRowsAreRefused() {
    assertRefused(
        () -> new Dataset(new DenseRows(new float[4], 2, 2), new int[3], null, 1),
        "labels has 3 elements: there are 2 rows");
  }

  @Test
  void tableWithoutRowsIsAllowed() {
    assertThat(data.rows(new int[0]).rows()).isZero();
  }

  @Test
  void featureThatIsNotFiniteIsNamed() {
    assertRefused(
        () -> new Dataset(new float[] {0, 0, 0, Float.NaN}, 2, new int[2], null, 1),
        "feature of row 1, column 1 is NaN: a feature must be finite");
  }

  @Test
  void labelOutOfRangeIsNamed() {
    assertRefused(
        () -> new Dataset(new float[2], 1, new int[] {0, 3}, null, 3),
        "label of row 1 is 3: a label must be in [0, 3)");
    assertRefused(
        () -> new Dataset(new float[1], 1, new int[] {-1}, null, 3),
        "label of row 0 is -1: a label must be in [0, 3)");
  }

  @Test
  void negativeOrInfiniteWeightIsNamed() {
    assertRefused(
        () -> new Dataset(new float[2], 1, new int[2], new float[] {1, -2}, 1),
        "weight of row 1 is -2.0: a weight must be finite and 0 or more");
    assertRefused(
        () -> new Dataset(new float[1], 1, new int[1], new float[] {Float.POSITIVE_INFINITY}, 1),
        "weight of row 0 is Infinity: a weight must be finite and 0 or more");
  }

  @Test
  void wrongLengthsAreNamed() {
    assertRefused(
        () -> new Dataset(new float[5], 2, new int[3], null, 1),
        "features has 5 elements: 3 rows of 2 columns need 6");
    assertRefused(
        () -> new Dataset(new float[3], 1, new int[3], new float[2], 1),
        "weights has 2 elements: 3 rows need 3");
  }

  @Test
  void noColumnsOrNoClassesAreRefused() {
    assertRefused(
        () -> new Dataset(new float[0], 0, new int[3], null, 1),
        "columns is 0: at least 1 is needed");
    assertRefused(
        () -> new Dataset(new float[3], 1, new int[3], null, 0),
        "classes is 0: at least 1 is needed");
  }

  private static void assertRefused(Runnable action, String message) {
    assertThatThrownBy(action::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
