package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Expected cost under a matrix, in batches of floats: the costs of all answers are a product of
/// matrices, and are those of the rows one by one.
final class CostMatrixInBatchesTest {

  private static final int ROWS = 21;

  private final RandomRows random = new RandomRows(11);

  @ParameterizedTest
  @ValueSource(ints = {2, 10, 64, 65, 150})
  void costOfTargetsIsThatOfTheRowsInDouble(int classes) {
    BatchCost cost = BatchCost.of(matrix(classes)).reduction(Reduction.SUM);
    double[] z = random.normal(ROWS * classes, 2, 0);
    float[] t = new float[ROWS * classes];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3 == 0 ? 0 : (float) random.real(0, 2.0 / classes);
    }
    float[] narrowZ = Form.narrow(z);
    double[] wideDz = new double[z.length];
    double[] wideT = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      z[i] = narrowZ[i];
      wideT[i] = t[i];
    }
    double expected = cost.gradient(z, wideT, null, wideDz, ROWS, classes);
    float[] dz = new float[z.length];
    double found = cost.gradient(narrowZ, t, null, dz, ROWS, classes);
    assertThat(found).isEqualTo(expected, within(1e-6 * expected));
    for (int i = 0; i < dz.length; i++) {
      assertThat((double) dz[i]).isEqualTo(wideDz[i], within(2e-6 * (1 + Math.abs(wideDz[i]))));
    }
  }

  @Test
  void aMatrixOfAnotherNumberOfClassesIsRefused() {
    BatchCost cost = BatchCost.of(matrix(3));
    float[] four = new float[4];
    assertThatThrownBy(() -> cost.gradient(four, four, null, new float[4], 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cost matrix is 3 × 3: the row has 4 classes");
    assertThatThrownBy(() -> cost.gradient(four, new int[] {0}, null, new float[4], 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cost matrix is 3 × 3: the row has 4 classes");
  }

  private CostSensitive matrix(int classes) {
    double[][] matrix = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        matrix[i][j] = i == j ? 0 : random.real(0, 3);
      }
    }
    return new CostSensitive(matrix);
  }
}
