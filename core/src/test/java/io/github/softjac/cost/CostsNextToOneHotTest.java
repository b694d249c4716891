package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.oracle.RandomRows;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Batches of floats keep the digits of a cost and of the slopes of the label and of the largest
/// output where a row is nearly one-hot, the label's class or another: they are those of double.
final class CostsNextToOneHotTest {

  private static final int ROWS = 37;

  static Stream<Arguments> costsAndClasses() {
    return Stream.of(
            new SquaredError(),
            new SphericalScore(),
            new Focal(),
            new JensenShannon(),
            new RankedProbability(),
            new CrossEntropy())
        .flatMap(cost -> Stream.of(3, 10, 70, 300).map(classes -> Arguments.of(cost, classes)));
  }

  @ParameterizedTest
  @MethodSource("costsAndClasses")
  void lossAndSlopesOfLabelsAreRelativelyRight(Cost cost, int classes) {
    for (double margin : new double[] {0, 3, 9, 15}) {
      Rows rows = new Rows(classes, margin);
      double[] losses = new double[ROWS];
      float[] dz = new float[rows.z.length];
      BatchCost.of(cost).gradients(rows.z, rows.labels, null, losses, dz, ROWS, classes);
      double[] wideLosses = new double[ROWS];
      double[] wideDz = new double[rows.z.length];
      BatchCost.of(cost)
          .gradients(rows.wideZ, rows.labels, null, wideLosses, wideDz, ROWS, classes);
      for (int row = 0; row < ROWS; row++) {
        String what = "margin %s, row %d".formatted(margin, row);
        assertThat(losses[row])
            .as(what)
            .isEqualTo(wideLosses[row], within(2e-6 * Math.abs(wideLosses[row])));
        for (int at : new int[] {rows.labels[row], rows.largest[row]}) {
          double exact = wideDz[row * classes + at];
          assertThat((double) dz[row * classes + at])
              .as(what)
              .isEqualTo(exact, within(allowed(cost, margin, exact)));
        }
      }
    }
  }

  /// The same where the labels are written out as targets, in arrays that end with the batch and in
  /// longer ones, which are worked on where they are.
  @ParameterizedTest
  @MethodSource("costsOfTargetsAndClasses")
  void whereATargetIsOneHotLossesKeepTheirDigits(Cost cost, int classes) {
    for (double margin : new double[] {0, 3, 9, 15}) {
      Rows rows = new Rows(classes, margin);
      int length = rows.z.length;
      double[] wideLosses = new double[ROWS];
      double[] wideDz = new double[length];
      double[] wideT = new double[length];
      float[] t = new float[length];
      for (int row = 0; row < ROWS; row++) {
        t[row * classes + rows.labels[row]] = 1;
        wideT[row * classes + rows.labels[row]] = 1;
      }
      BatchCost.of(cost).gradients(rows.wideZ, wideT, null, wideLosses, wideDz, ROWS, classes);
      for (int longer : new int[] {0, 100}) {
        double[] losses = new double[ROWS];
        float[] dz = new float[length];
        float[] z = Arrays.copyOf(rows.z, length + longer);
        float[] given = Arrays.copyOf(t, length + longer);
        BatchCost.of(cost).gradients(z, given, null, losses, dz, ROWS, classes);
        for (int row = 0; row < ROWS; row++) {
          String what = "margin %s, row %d, %d longer".formatted(margin, row, longer);
          assertThat(losses[row])
              .as(what)
              .isEqualTo(
                  wideLosses[row],
                  within(1e-5 * Math.abs(wideLosses[row]) + (margin < 9 ? 1e-6 : 0)));
          for (int k = row * classes; k < (row + 1) * classes; k++) {
            assertThat((double) dz[k])
                .as(what)
                .isEqualTo(wideDz[k], within(1e-6 * (1 + Math.abs(wideDz[k]))));
          }
        }
      }
    }
  }

  static Stream<Arguments> costsOfTargetsAndClasses() {
    return CatalogueCosts.all()
        .filter(cost -> !(cost instanceof SparsemaxLoss)) // of sparse outputs, not next to one-hot
        .flatMap(cost -> Stream.of(3, 10, 70, 300).map(classes -> Arguments.of(cost, classes)));
  }

  /// Slopes of ranks are differences of larger sums: of as many as there are classes, and where no
  /// output dominates also of those that are not next to 0.
  private static double allowed(Cost cost, double margin, double exact) {
    if (cost instanceof RankedProbability) {
      return margin < 9 ? 4e-6 * Math.max(1, Math.abs(exact)) : 1e-5 * Math.abs(exact);
    }
    return 4e-6 * Math.abs(exact);
  }

  /// One logit stands out by a margin; it is the label's in two rows of three.
  private static final class Rows {
    final float[] z;
    final double[] wideZ;
    final int[] labels = new int[ROWS];
    final int[] largest = new int[ROWS];

    Rows(int classes, double margin) {
      RandomRows random = new RandomRows(classes);
      wideZ = random.normal(ROWS * classes, 0.5, 0);
      z = new float[wideZ.length];
      for (int row = 0; row < ROWS; row++) {
        labels[row] = random.integer(0, classes);
        int out = row % 3 == 0 ? random.integer(0, classes) : labels[row];
        wideZ[row * classes + out] += margin + Math.log(classes);
        for (int i = row * classes; i < (row + 1) * classes; i++) {
          z[i] = (float) wideZ[i];
          wideZ[i] = z[i];
          largest[row] =
              wideZ[i] > wideZ[row * classes + largest[row]] ? i - row * classes : largest[row];
        }
      }
    }
  }
}
