package io.github.softjac.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Costs that are sums of terms, both twins.
final class TermCostTwinsTest {

  private static final int ROWS = 39;

  private static final int[] CLASSES = {2, 7, 10, 16, 33, 63, 64, 79, 128, 333, 1025, 4100};
  private static final int OFFSET = 3;

  private final SplittableRandom random = new SplittableRandom(11);
  private final FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
  private final FloatLogSoftmax vector = new VectorFloatLogSoftmax();

  @ParameterizedTest
  @EnumSource(TermForm.Kind.class)
  void ordinaryRowsInVectorsAreThoseOfPlainLoopsToTheBit(TermForm.Kind kind) {
    for (int classes : CLASSES) {
      check(kind, logits(classes), targets(classes), shares(classes), 0, classes);
      check(kind, logits(classes), targets(classes), shares(classes), 0.01, classes);
    }
  }

  @ParameterizedTest
  @EnumSource(TermForm.Kind.class)
  void rowsNextToOneHotInVectorsAreThoseOfPlainLoopsToTheBit(TermForm.Kind kind) {
    for (int classes : CLASSES) {
      float[] z = logits(classes);
      for (int row = 0; row < rows(classes); row++) {
        z[OFFSET + row * classes + random.nextInt(classes)] = 5 + 5 * row;
      }
      check(kind, z, targets(classes), shares(classes), 0, classes);
    }
  }

  @ParameterizedTest
  @EnumSource(TermForm.Kind.class)
  void oddRowsInVectorsAreThoseOfPlainLoopsToTheBit(TermForm.Kind kind) {
    float[] odd = {Float.NEGATIVE_INFINITY, Float.NaN, -120, 5000, Float.POSITIVE_INFINITY, -3e38f};
    for (int classes : CLASSES) {
      float[] z = logits(classes);
      for (int row = 0; row < rows(classes); row += 3) {
        z[OFFSET + row * classes + random.nextInt(classes)] = odd[(row / 3 + classes) % odd.length];
      }
      check(kind, z, targets(classes), shares(classes), 0, classes);
      double[] shares = shares(classes);
      shares[5] = 1e-30;
      shares[6] = 1e30;
      check(kind, logits(classes), targets(classes), shares, 0, classes);
    }
  }

  /// Also with the gradient in place of the logits, and nothing written behind it.
  private void check(
      TermForm.Kind kind, float[] z, float[] t, double[] shares, double zLoss, int classes) {
    int rows = rows(classes);
    TermForm form = new TermForm(kind, kind == TermForm.Kind.FOCAL_POWER ? 1.5f : 0.25f);
    float[] expected = z.clone();
    double[] expectedLosses = new double[rows];
    scalar.costOfTerms(
        form, z, OFFSET, t, 0, shares, zLoss, expected, OFFSET, expectedLosses, rows, classes);
    float[] dz = z.clone();
    double[] losses = new double[rows];
    vector.costOfTerms(form, dz, OFFSET, t, 0, shares, zLoss, dz, OFFSET, losses, rows, classes);
    assertThat(losses).containsExactly(expectedLosses);
    assertThat(dz).containsExactly(expected);
    assertThat(Arrays.copyOf(dz, OFFSET)).containsExactly(Arrays.copyOf(z, OFFSET));
    assertThat(dz[dz.length - 1]).isEqualTo(z[z.length - 1]);
  }

  /// More than are worked on together, but of rows that are longer than a chunk.
  private static int rows(int classes) {
    return classes > 2000 ? 7 : classes > 200 ? 19 : ROWS;
  }

  private float[] logits(int classes) {
    float[] z = new float[OFFSET + rows(classes) * classes + 1];
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) (random.nextGaussian() * (1 + i % 3));
    }
    return z;
  }

  /// Some of them 0.
  private float[] targets(int classes) {
    float[] t = new float[rows(classes) * classes];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 7 == 0 ? 0 : (float) random.nextDouble() * 2 / classes;
    }
    return t;
  }

  private double[] shares(int classes) {
    double[] shares = random.doubles(rows(classes)).toArray();
    shares[2] = 0;
    return shares;
  }
}
