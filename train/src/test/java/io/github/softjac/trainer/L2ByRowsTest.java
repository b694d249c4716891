package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.linear.SparseRows;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What l2 is where nobody has set it.
class L2ByRowsTest {

  @Test
  void onManyDenseRowsItIsOneOverTheirNumber() {
    assertThat(l2(TrainingOptions.builder(), dense(4000))).isEqualTo(1.0 / 4000);
  }

  @Test
  void onFewRowsItIsOneThousandth() {
    assertThat(l2(TrainingOptions.builder(), dense(40))).isEqualTo(1e-3);
  }

  @Test
  void onSparseRowsItIsOneThousandth() {
    int[] starts = new int[4001];
    int[] places = new int[4000];
    float[] values = new float[4000];
    for (int row = 0; row < 4000; row++) {
      starts[row + 1] = row + 1;
      places[row] = row % 3;
      values[row] = 1;
    }
    Dataset sparse =
        new Dataset(new SparseRows(starts, places, values, 3), dense(4000).labels(), null, 2);
    assertThat(l2(TrainingOptions.builder(), sparse)).isEqualTo(1e-3);
  }

  @Test
  void withHiddenLayersItIsOneThousandth() {
    assertThat(l2(TrainingOptions.builder().hidden(2).epochs(1), dense(4000))).isEqualTo(1e-3);
  }

  @Test
  void whatIsSetStays() {
    assertThat(l2(TrainingOptions.builder().l2(0.5), dense(4000))).isEqualTo(0.5);
  }

  private static double l2(TrainingOptions.Builder options, Dataset data) {
    return new Trainer(options.threads(1).build())
        .train(data, null, TrainingListener.NONE)
        .details()
        .l2();
  }

  private static Dataset dense(int rows) {
    SplittableRandom random = new SplittableRandom(3);
    float[] x = new float[2 * rows];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = row % 2;
      x[2 * row] = (float) random.nextGaussian() + labels[row];
      x[2 * row + 1] = (float) random.nextGaussian();
    }
    return new Dataset(x, 2, labels, null, 2);
  }
}
