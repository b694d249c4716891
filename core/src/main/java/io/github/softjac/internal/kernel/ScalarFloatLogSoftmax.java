package io.github.softjac.internal.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Log-softmax and cross-entropy in plain loops: the specification of [VectorFloatLogSoftmax].
final class ScalarFloatLogSoftmax implements FloatLogSoftmax {

  @Override
  public void forward(float[] z, float[] logY, int offset, int rows, int classes) {
    Scratch scratch = Scratch.ofThread();
    int end = offset + rows * classes;
    for (int row = offset; row < end; row += classes) {
      forwardRow(z, logY, row, classes, scratch);
    }
  }

  static void forwardRow(float[] z, float[] logY, int offset, int classes, Scratch scratch) {
    int end = offset + classes;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.logSoftmax(z, logY, offset, classes, g);
      return;
    }
    float[] x = z;
    if (Math.abs(g) > FloatShift.LIMIT) {
      ScalarFloatSoftmax.subtract(z, logY, offset, end, g);
      x = logY;
      g = 0;
    }
    double q = others(x, null, offset, end, g, scratch);
    float logSum = (float) LogOnePlus.of(q);
    for (int k = offset; k < end; k++) {
      float logYk = (x[k] - g) - logSum;
      logY[k] = Float.isNaN(logYk) ? Float.NaN : logYk;
    }
  }

  @Override
  public double crossEntropy(
      float[] z,
      int[] labels,
      float[] weights,
      double totalWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    double loss = 0;
    for (int row = firstRow; row < firstRow + rows; row++) {
      double weight = weights.length == 0 ? 1 : weights[row];
      loss += crossEntropyRow(z, labels[row], weight, totalWeight, dz, row * classes, classes, scratch);
    }
    return loss;
  }

  /// @return `weight (log(1 + q) − (z_label − g))`
  static double crossEntropyRow(
      float[] z,
      int label,
      double weight,
      double totalWeight,
      float[] dz,
      int offset,
      int classes,
      Scratch scratch) {
    int end = offset + classes;
    if (weight == 0) {
      Arrays.fill(dz, offset, end, 0);
      return 0;
    }
    double share = weight / totalWeight;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    float labelLogit = z[offset + label];
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.softmax(z, dz, offset, classes, g);
      boolean hot = dz[offset + label] == 1;
      double loss = Float.isNaN(dz[offset]) ? Double.NaN : hot ? 0 : Double.POSITIVE_INFINITY;
      for (int k = offset; k < end; k++) {
        dz[k] = (float) (share * (dz[k] - (k == offset + label ? 1 : 0)));
      }
      return weight * loss;
    }
    float[] x = z;
    if (Math.abs(g) > FloatShift.LIMIT) {
      ScalarFloatSoftmax.subtract(z, dz, offset, end, g);
      x = dz;
      g = 0;
      labelLogit = dz[offset + label];
    }
    double q = others(x, dz, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(dz, offset, end, Float.NaN);
      return Double.NaN;
    }
    ScalarFloatSoftmax.scale(dz, offset, end, scratch.sums[0] / share);
    dz[offset + label] -= (float) share;
    return weight * (LogOnePlus.of(q) - ((double) labelLogit - g));
  }

  /// q, for the row of z at `offset`; the exponentials go to `e`, at the same place if it is an array of
  /// its own, and `scratch.sums[0]` receives their sum, that of the largest included.
  private static double others(
      float[] z, float @Nullable [] e, int offset, int end, float g, Scratch scratch) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    int equals = 0;
    for (int k = offset; k < end; k++) {
      equals += z[k] == g ? 1 : 0;
    }
    double rest =
        end - offset < FloatSoftmax.LONG_ROW
            ? ScalarFloatSoftmax.exponentials(
                z, e, offset, end, end, 1, 0, magic, lowest, g, scratch)
            : ScalarFloatSoftmax.laneExponentials(
                z, e, offset, end, magic, lowest, g, scratch);
    double largest = ScalarFloatSoftmax.exponential(g, magic);
    scratch.sums[0] = Math.fma(equals, largest, rest);
    return (equals - 1) + rest / largest;
  }
}
