package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FeaturesTest {

  private static final int[] STARTS = {0, 2, 2, 3};
  private static final int[] COLUMN_OF = {0, 3, 1};
  private static final float[] VALUES = {5, 6, 7};

  @Test
  void chosenRowsOfDenseRowsAreCopied() {
    DenseRows x = new DenseRows(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    assertThat(x.select(new int[] {2, 0, 2}).values()).containsExactly(5, 6, 1, 2, 5, 6);
  }

  @Test
  void chosenRowsOfSparseRowsAreCopied() {
    SparseRows x = new SparseRows(STARTS, COLUMN_OF, VALUES, 4).select(new int[] {2, 1, 0});
    assertThat(x.starts()).containsExactly(0, 1, 1, 3);
    assertThat(x.columnOf()).containsExactly(1, 0, 3);
    assertThat(x.values()).containsExactly(7, 5, 6);
    assertThat(x.entries()).isEqualTo(3);
  }

  @Test
  void chosenRowsOfAReaderAreRead() {
    LinearCase data = LinearCase.of(new SplittableRandom(1), 20, 3, 2);
    RowReader x = data.reader().select(new int[] {19, 4, 4, 0});
    float[] read = new float[6];
    x.read(2, 2, read);
    assertThat(x.rows()).isEqualTo(4);
    assertThat(read).containsExactly(data.dense().select(new int[] {4, 0}).values());
  }

  @Test
  void aRowThatIsNotThereCannotBeChosen() {
    Features sparse = new SparseRows(STARTS, COLUMN_OF, VALUES, 4);
    for (Features x : new Features[] {new DenseRows(new float[6], 3, 2), sparse}) {
      assertThatThrownBy(() -> x.select(new int[] {3}))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void aFeatureThatIsNotFiniteIsNamed() {
    assertThatThrownBy(() -> new DenseRows(new float[] {1, 2, 3, Float.NaN}, 2, 2))
        .hasMessage("feature of row 1, column 1 is NaN: a feature must be finite");
    float[] values = {5, 6, Float.POSITIVE_INFINITY};
    assertThatThrownBy(() -> new SparseRows(STARTS, COLUMN_OF, values, 4))
        .hasMessage("feature of row 2, column 1 is Infinity: a feature must be finite");
  }

  @Test
  void anArrayOfAnotherShapeIsNamed() {
    assertThatThrownBy(() -> new DenseRows(new float[5], 2, 3))
        .hasMessage("features has 5 elements: 2 rows of 3 columns need 6");
    assertThatThrownBy(() -> new DenseRows(new float[0], 2, 0))
        .hasMessage("columns is 0: at least 1 is needed");
  }

  @Test
  void columnsOfASparseRowAscend() {
    assertThatThrownBy(() -> new SparseRows(STARTS, new int[] {3, 3, 1}, VALUES, 4))
        .hasMessage(
            "column of an entry of row 0 is 3: columns ascend within a row, this one in [4, 4)");
    assertThatThrownBy(() -> new SparseRows(STARTS, new int[] {0, 4, 1}, VALUES, 4))
        .hasMessage(
            "column of an entry of row 0 is 4: columns ascend within a row, this one in [1, 4)");
  }

  @Test
  void startsOfSparseRowsDoNotFall() {
    assertThatThrownBy(() -> new SparseRows(new int[] {0, 2, 1}, COLUMN_OF, VALUES, 4))
        .hasMessage("starts[2] is 1: starts begin with 0, do not fall, and there are 3 entries");
    assertThatThrownBy(() -> new SparseRows(new int[] {0, 4}, COLUMN_OF, VALUES, 4))
        .hasMessage("starts[1] is 4: starts begin with 0, do not fall, and there are 3 entries");
    assertThatThrownBy(() -> new SparseRows(new int[0], COLUMN_OF, VALUES, 4))
        .hasMessage("rows is -1: it must be 0 or more");
  }
}
