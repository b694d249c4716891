package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Arrays of the kinds that callers come with, for [WarmUp].
final class WarmUpData {

  /// The longest batch.
  static final int MOST_ELEMENTS = 1 << 13;

  /// Logits; also gradients.
  final float[] z = new float[MOST_ELEMENTS];

  /// Outputs of a softmax; also targets and weights.
  final float[] y = new float[MOST_ELEMENTS];

  final float[] out = new float[MOST_ELEMENTS];
  final float[] weights = new float[MOST_ELEMENTS];
  final double[] wideZ = new double[MOST_ELEMENTS];
  final double[] wideY = new double[MOST_ELEMENTS];
  final double[] wideOut = new double[MOST_ELEMENTS];
  final double[] losses = new double[MOST_ELEMENTS];

  /// Labels that are classes of any row of two or more.
  final int[] labels = new int[MOST_ELEMENTS];

  /// The same, some of them to be ignored in odd data.
  final int[] someLabels = new int[MOST_ELEMENTS];

  private WarmUpData() {
    for (int i = 0; i < MOST_ELEMENTS; i++) {
      z[i] = i * 37 % 101 / 16f - 3;
      y[i] = i * 11 % 17 / 64f;
      weights[i] = i % 3;
      labels[i] = i % 2;
      someLabels[i] = i % 2;
    }
  }

  /// What most calls come with.
  static WarmUpData ordinary() {
    WarmUpData data = new WarmUpData();
    data.widen();
    return data;
  }

  /// NaN, infinities, masked entries, logits beyond the range in which no shift is needed, ignored
  /// rows. Not too often, so that short rows are now odd, now not.
  static WarmUpData odd() {
    WarmUpData data = new WarmUpData();
    float[] odd = {
      Float.NEGATIVE_INFINITY, Float.NaN, -120, 5000, Float.POSITIVE_INFINITY, -3e38f, 3e38f, 80
    };
    for (int i = 0; i < MOST_ELEMENTS; i += 61) {
      data.z[i] = odd[i / 61 % odd.length];
    }
    Arrays.fill(data.z, 100, 200, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < MOST_ELEMENTS; i += 5) {
      data.someLabels[i] = -1;
    }
    data.widen();
    return data;
  }

  private void widen() {
    for (int i = 0; i < MOST_ELEMENTS; i++) {
      wideZ[i] = z[i] * 8;
      wideY[i] = y[i];
    }
  }
}
