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
    return ScalarFloatCrossEntropy.rows(
        z,
        labels,
        null,
        null,
        weights,
        1 / totalWeight,
        dz,
        firstRow,
        firstRow + rows,
        classes,
        0,
        NOT_ASKED_FOR,
        Scratch.ofThread());
  }

  @Override
  public double crossEntropy(
      float[] z,
      float[] t,
      float[] weights,
      double totalWeight,
      float[] dz,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatCrossEntropy.rows(
        z,
        null,
        t,
        null,
        weights,
        1 / totalWeight,
        dz,
        firstRow,
        firstRow + rows,
        classes,
        0,
        NOT_ASKED_FOR,
        Scratch.ofThread());
  }

  @Override
  public double costOfLabels(
      float[] z,
      int[] labels,
      @Nullable LabelScore score,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatCrossEntropy.rows(
        z,
        labels,
        null,
        score,
        weights,
        1 / totalWeight,
        dz,
        firstRow,
        firstRow + rows,
        classes,
        0,
        losses,
        Scratch.ofThread());
  }

  @Override
  public double crossEntropyOfTargets(
      float[] z,
      float[] t,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatCrossEntropy.rows(
        z,
        null,
        t,
        null,
        weights,
        1 / totalWeight,
        dz,
        firstRow,
        firstRow + rows,
        classes,
        0,
        losses,
        Scratch.ofThread());
  }

  @Override
  public void softmaxOfRows(
      float[] z,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    for (int row = 0; row < rows; row++) {
      ScalarFloatCrossEntropy.softmaxOfRow(z, y, largest, logLargest, rest, row, classes, scratch);
    }
  }

  @Override
  public int firstBadTarget(float[] t, int length) {
    int k = 0;
    while (k < length && t[k] >= 0) {
      k++;
    }
    return k;
  }

  /// `log y_k = (z_k − g) − log(1 + q)` for the row at `offset`. Both terms have the same sign, so
  /// that nothing cancels.
  static void forwardRow(float[] z, float[] logY, int offset, int classes, Scratch scratch) {
    int end = offset + classes;
    float g = ScalarFloatSoftmax.max(z, offset, end);
    if (!(Math.abs(g) <= Float.MAX_VALUE)) {
      SpecialRow.logSoftmax(z, logY, offset, classes, g);
      return;
    }
    float[] x = z;
    if (Math.abs(g) > FloatShift.LIMIT) {
      subtract(z, logY, offset, end, g);
      x = logY;
      g = 0;
    }
    double q = others(x, null, offset, end, g, scratch);
    if (Double.isNaN(q)) {
      Arrays.fill(logY, offset, end, Float.NaN);
      return;
    }
    float logSum = rounded(LogOnePlus.of(q));
    for (int k = offset; k < end; k++) {
      logY[k] = (x[k] - g) - logSum;
    }
  }

  /// `x_k = z_k − g`. Finite logits that are further apart than the largest float give its
  /// negative, so that their logarithm is finite.
  static void subtract(float[] z, float[] x, int from, int to, float g) {
    for (int k = from; k < to; k++) {
      boolean possible = z[k] > Float.NEGATIVE_INFINITY;
      float difference = z[k] - g;
      x[k] = possible && difference < -Float.MAX_VALUE ? -Float.MAX_VALUE : difference;
    }
  }

  /// To float; below 2⁻¹²⁶: 0.
  static float rounded(double value) {
    float v = (float) value;
    return v < Float.MIN_NORMAL ? 0 : v;
  }

  /// `q = ((c − 1)·e_g + rest) / e_g` for the row of x at `offset`, NaN if there is a NaN in it.
  /// Leaves `(c − 1)·e_g + rest` in `scratch.sums[0]` and e_g, the exponential of the largest, in
  /// `scratch.largest[0]`, and writes the exponentials to `e` at the same place.
  static double others(
      float[] x, float @Nullable [] e, int offset, int end, float g, Scratch scratch) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    double rest = 0;
    double count = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      int lanes = end - offset < FloatSoftmax.LONG_ROW ? 1 : FloatSoftmax.LANES;
      count += exponentials(x, e, from, to, lanes, magic, lowest, g, scratch.lanes);
      rest += ScalarFloatBackward.fold(scratch.lanes);
    }
    double largest = exponential(g, magic);
    double others = Math.fma(count - 1, largest, rest);
    scratch.sums[0] = others;
    scratch.largest[0] = largest;
    return others / largest;
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` and adds them on lanes, class k on lane k modulo `lanes`; all
  /// but the largest, and those so small that their quotient by the largest is below 2⁻¹²⁶.
  ///
  /// The lanes are doubles. Two floats, as in [ScalarFloatSoftmax], would do beside the largest
  /// exponential, but here a sum of many small terms has to be right on its own.
  ///
  /// @return how many are the largest
  private static int exponentials(
      float[] x,
      float @Nullable [] e,
      int from,
      int to,
      int lanes,
      float magic,
      float lowest,
      float g,
      double[] sums) {
    Arrays.fill(sums, 0);
    int count = 0;
    for (int k = from; k < to; k++) {
      float xk = x[k];
      float d = xk < lowest ? lowest : xk;
      float t = Math.fma(d, FloatExp.STEPS, magic);
      float power = FloatExp.scaledPower(t);
      float w = FloatExp.expm1(FloatExp.remainder(d, t - magic));
      float ek = Math.fma(power, w, power);
      if (e != null) {
        e[k] = ek;
      }
      count += xk == g ? 1 : 0;
      sums[(k - from) & (lanes - 1)] += xk == g || xk < lowest ? 0 : ek;
    }
    return count;
  }

  /// `σ·exp(x)·2⁻ᴺ` in double, from the same steps as above.
  private static double exponential(float x, float magic) {
    float t = Math.fma(x, FloatExp.STEPS, magic);
    double power = FloatExp.scaledPower(t);
    double w = FloatExp.expm1(FloatExp.remainder(x, t - magic));
    return Math.fma(power, w, power);
  }
}
