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
  public double costOfLabels(
      float[] z,
      int[] labels,
      @Nullable LabelScore score,
      KernelOptions options,
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
        options,
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
      KernelOptions options,
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
        options,
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
  public double costOfSquares(
      float[] z,
      int[] labels,
      SquaresScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatSquares.rows(
        z,
        labels,
        score,
        options,
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
  public double rankedOfLabels(
      float[] z,
      int[] labels,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatRankedLabels.rows(
        z,
        labels,
        options,
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
  public double costOfExpectation(
      float[] z,
      int[] labels,
      ExpectationScore score,
      KernelOptions options,
      float[] weights,
      double totalWeight,
      float[] dz,
      double[] losses,
      int firstRow,
      int rows,
      int classes) {
    return ScalarFloatExpectedCost.rows(
        z,
        labels,
        score,
        options,
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
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    for (int row = 0; row < rows; row++) {
      ScalarFloatCrossEntropy.softmaxOfRow(
          z, zOffset, y, largest, logLargest, rest, row, classes, scratch);
    }
  }

  @Override
  public void costOfTerms(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int rows,
      int classes) {
    Scratch scratch = Scratch.ofThread();
    scratch.growTerms(classes);
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      losses[row] =
          ScalarFloatTermCost.row(
              form,
              z,
              zOffset + at,
              t,
              tOffset + at,
              shares[row],
              zLoss,
              dz,
              dzOffset + at,
              classes,
              scratch);
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
    double q = others(x, offset, end, g, scratch);
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

  /// q of the row of x at `offset`, NaN if there is a NaN in it. Leaves the sum of the exponentials
  /// without the largest in `scratch.sums[0]`, and the largest in `scratch.largest[0]`. The
  /// exponentials are not kept: where they are needed again, they are computed again.
  private static double others(float[] x, int offset, int end, float g, Scratch scratch) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    float[] e = scratch.exponentials;
    int lanes = lanes(end - offset);
    double sum = 0;
    for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, end);
      sum += ScalarFloatSoftmax.chunk(x, e, -from, from, to, lanes, magic, lowest, scratch);
    }
    if (dominated(sum, g, magic, scratch)) {
      double others = 0;
      float half = (float) scratch.largest[0] / 2;
      for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
        int to = Math.min(from + FloatSoftmax.CHUNK, end);
        ScalarFloatSoftmax.chunk(x, e, -from, from, to, lanes, magic, lowest, scratch);
        others += othersOfChunk(e, 0, to - from, lanes, half, least(g), scratch.lanes);
      }
      scratch.sums[0] = others;
    }
    return scratch.sums[0] / scratch.largest[0];
  }

  /// The same with the exponentials written to `e` at the same place.
  static double others(float[] x, float[] e, int offset, int end, float g, Scratch scratch) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    double sum = ScalarFloatSoftmax.sum(x, e, offset, end, magic, lowest, scratch);
    if (dominated(sum, g, magic, scratch)) {
      double others = 0;
      int lanes = lanes(end - offset);
      float half = (float) scratch.largest[0] / 2;
      for (int from = offset; from < end; from += FloatSoftmax.CHUNK) {
        int to = Math.min(from + FloatSoftmax.CHUNK, end);
        others += othersOfChunk(e, from, to, lanes, half, least(g), scratch.lanes);
      }
      scratch.sums[0] = others;
    }
    return scratch.sums[0] / scratch.largest[0];
  }

  private static int lanes(int classes) {
    return classes < FloatSoftmax.LONG_ROW ? 1 : FloatSoftmax.LANES;
  }

  /// Takes the largest exponential off the sum.
  ///
  /// @return whether this left so little that the others have to be added on their own
  private static boolean dominated(double sum, float g, float magic, Scratch scratch) {
    double largest = exponential(g, magic);
    scratch.largest[0] = largest;
    scratch.sums[0] = sum - largest;
    return scratch.sums[0] / largest < DOMINATED;
  }

  /// The sum of the exponentials of a chunk of a dominated row without the largest, class k on lane
  /// k modulo `lanes`. The lanes are doubles: a sum of many small terms has to be right on its own.
  private static double othersOfChunk(
      float[] e, int from, int to, int lanes, float half, float least, double[] sums) {
    Arrays.fill(sums, 0);
    for (int k = from; k < to; k++) {
      sums[(k - from) & (lanes - 1)] += e[k] >= half || e[k] <= least ? 0 : e[k];
    }
    return ScalarFloatBackward.fold(sums);
  }

  /// The exponential of the lowest logit that matters: that of all below.
  static float least(float g) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    float t = Math.fma(lowest, FloatExp.STEPS, magic);
    float power = FloatExp.scaledPower(t);
    float w = FloatExp.expm1(FloatExp.remainder(lowest, t - magic));
    return Math.fma(power, w, power);
  }

  /// `σ·exp(x)·2⁻ᴺ` in double, from the steps of the exponentials in float.
  private static double exponential(float x, float magic) {
    float t = Math.fma(x, FloatExp.STEPS, magic);
    double power = FloatExp.scaledPower(t);
    double w = FloatExp.expm1(FloatExp.remainder(x, t - magic));
    return Math.fma(power, w, power);
  }
}
