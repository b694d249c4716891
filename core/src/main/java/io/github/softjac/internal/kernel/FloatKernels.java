package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_BACKWARD;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_LABEL_COSTS;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_LABEL_CROSS_ENTROPY;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_LINEAR;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_LOG_BACKWARD;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_LOG_SOFTMAX;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_PRODUCT;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_SOFTMAX;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_TARGET_COSTS;
import static io.github.softjac.internal.kernel.KernelFamily.FLOAT_TARGET_CROSS_ENTROPY;

import org.jspecify.annotations.Nullable;

/// The kernels for rows of floats, whichever twin serves the call.
public final class FloatKernels {

  /// So many products take about as long as one element of a softmax.
  private static final int PRODUCTS_PER_ELEMENT = 4;

  /// Smaller calls do not fill a block.
  private static final int LEAST_IN_BLOCKS = ScalarFloatBlock.LENGTH;

  private FloatKernels() {}

  /// Softmax of `rows` rows from `offset` on; `y` may be `z`.
  public static void softmax(float[] z, float[] y, int offset, int rows, int classes) {
    if (classes == 1) {
      SpecialRow.singleClass(z, y, offset, rows);
    } else if (FLOAT_SOFTMAX.vector((long) rows * classes)) {
      Vectors.SOFTMAX.forward(z, y, offset, rows, classes);
    } else if (FLOAT_SOFTMAX.isScalarForGood() && (long) rows * classes >= LEAST_IN_BLOCKS) {
      Scalars.SOFTMAX_IN_BLOCKS.forward(z, y, offset, rows, classes);
    } else {
      Scalars.SOFTMAX.forward(z, y, offset, rows, classes);
    }
  }

  /// Back-propagation through softmax of `rows` rows from `offset` on; `dz` may be `dy` or `y`.
  public static void softmaxBackward(
      float[] y, float[] dy, float[] dz, int offset, int rows, int classes) {
    if (FLOAT_BACKWARD.vector((long) rows * classes)) {
      Vectors.BACKWARD.backward(y, dy, dz, offset, rows, classes);
    } else {
      Scalars.BACKWARD.backward(y, dy, dz, offset, rows, classes);
    }
  }

  /// Log-softmax of `rows` rows from `offset` on; `logY` may be `z`.
  public static void logSoftmax(float[] z, float[] logY, int offset, int rows, int classes) {
    if (FLOAT_LOG_SOFTMAX.vector((long) rows * classes)) {
      Vectors.LOG_SOFTMAX.forward(z, logY, offset, rows, classes);
    } else {
      Scalars.LOG_SOFTMAX.forward(z, logY, offset, rows, classes);
    }
  }

  /// Back-propagation through log-softmax of `rows` rows from `offset` on; `dz` may be `dLogY` or
  /// `y`.
  public static void logSoftmaxBackward(
      float[] y, float[] dLogY, float[] dz, int offset, int rows, int classes) {
    if (FLOAT_LOG_BACKWARD.vector((long) rows * classes)) {
      Vectors.LOG_BACKWARD.backward(y, dLogY, dz, offset, rows, classes);
    } else {
      Scalars.LOG_BACKWARD.backward(y, dLogY, dz, offset, rows, classes);
    }
  }

  /// Softmax + a cost of index labels by its score, as [FloatLogSoftmax] says, of the rows from
  /// `firstRow` on; `dz` may be `z`.
  public static double costOfLabels(
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
    KernelFamily family =
        score == null && !options.any() ? FLOAT_LABEL_CROSS_ENTROPY : FLOAT_LABEL_COSTS;
    return twin(family, rows, classes)
        .costOfLabels(
            z, labels, score, options, weights, totalWeight, dz, losses, firstRow, rows, classes);
  }

  /// Softmax + a cost of index labels by its score, as [FloatLogSoftmax] says, of the rows from
  /// `firstRow` on; `dz` may be `z`.
  public static double costOfSquares(
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
    return twin(FLOAT_LABEL_COSTS, rows, classes)
        .costOfSquares(
            z, labels, score, options, weights, totalWeight, dz, losses, firstRow, rows, classes);
  }

  /// Softmax + a cost of index labels by its score, as [FloatLogSoftmax] says, of the rows from
  /// `firstRow` on; `dz` may be `z`.
  public static double costOfExpectation(
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
    return twin(FLOAT_LABEL_COSTS, rows, classes)
        .costOfExpectation(
            z, labels, score, options, weights, totalWeight, dz, losses, firstRow, rows, classes);
  }

  /// Softmax + the ranked probability score of index labels, as [FloatLogSoftmax] says, of the rows
  /// from `firstRow` on; `dz` may be `z`.
  public static double rankedOfLabels(
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
    return twin(FLOAT_LABEL_COSTS, rows, classes)
        .rankedOfLabels(
            z, labels, options, weights, totalWeight, dz, losses, firstRow, rows, classes);
  }

  /// Softmax + cross-entropy against targets with the loss of each row, as [FloatLogSoftmax] says;
  /// `dz` may be `z`.
  public static double crossEntropyOfTargets(
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
    return twin(FLOAT_TARGET_CROSS_ENTROPY, rows, classes)
        .crossEntropyOfTargets(
            z, t, options, weights, totalWeight, dz, losses, firstRow, rows, classes);
  }

  /// Softmax of `rows` rows with the numbers of each, as [FloatLogSoftmax#softmaxOfRows] says,
  /// where the first begins at 0.
  public static void softmaxOfRows(
      float[] z,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes) {
    softmaxOfRows(z, 0, y, largest, logLargest, rest, rows, classes);
  }

  /// The same where it begins at `zOffset`.
  public static void softmaxOfRows(
      float[] z,
      int zOffset,
      float[] y,
      double[] largest,
      double[] logLargest,
      double[] rest,
      int rows,
      int classes) {
    twin(FLOAT_LABEL_COSTS, rows, classes)
        .softmaxOfRows(z, zOffset, y, largest, logLargest, rest, rows, classes);
  }

  /// Softmax + a cost that is a sum of terms, against targets, as [FloatLogSoftmax#costOfTerms]
  /// says.
  public static void costOfTerms(
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
    twin(FLOAT_TARGET_COSTS, rows, classes)
        .costOfTerms(
            form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, rows, classes);
  }

  /// `C += A·B`, as [FloatProduct] says.
  public static void product(
      float[] a,
      int aOffset,
      int aRow,
      int aColumn,
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n) {
    productTwin((long) m * n * k / PRODUCTS_PER_ELEMENT)
        .add(a, aOffset, aRow, aColumn, b, bOffset, bRow, bColumn, c, cOffset, cRow, m, k, n);
  }

  /// Floats that a packed matrix `[k × n]` takes.
  ///
  /// @throws ArithmeticException if an array cannot hold them
  public static int packedSize(int k, int n) {
    return PackedLayout.size(k, n);
  }

  /// Columns that a part of a matrix to be packed is a multiple of.
  public static final int PACKED_COLUMNS = PackedLayout.COLUMNS;

  /// Packs a part of a matrix, as [FloatProduct#pack] says.
  public static void pack(
      float[] b,
      int bOffset,
      int bRow,
      int bColumn,
      float[] packed,
      int k,
      int n,
      int fromRow,
      int toRow,
      int fromColumn,
      int toColumn) {
    long elements = (long) (toRow - fromRow) * (toColumn - fromColumn);
    productTwin(elements)
        .pack(b, bOffset, bRow, bColumn, packed, k, n, fromRow, toRow, fromColumn, toColumn);
  }

  /// `C += A·B` for a packed B, as [FloatProduct#addPacked] says.
  public static void packedProduct(
      float[] a,
      int aOffset,
      int aRow,
      float[] packed,
      float[] c,
      int cOffset,
      int cRow,
      int m,
      int k,
      int n) {
    productTwin((long) m * n * k / PRODUCTS_PER_ELEMENT)
        .addPacked(a, aOffset, aRow, packed, c, cOffset, cRow, m, k, n);
  }

  private static FloatProduct productTwin(long work) {
    return FLOAT_PRODUCT.vector(work) ? Vectors.PRODUCT : Scalars.PRODUCT;
  }

  /// Columns of a linear model that are summed apart, classes and columns of its tiles.
  public static final int LINEAR_LANES = FloatLinear.LANES;

  public static final int LINEAR_GROUP = FloatLinear.GROUP;

  public static final int LINEAR_STRIP = FloatLinear.STRIP;

  /// Sums of the dot products of rows and classes, as [FloatLinear#dots] says.
  public static void linearDots(
      float[] x,
      int xAt,
      int xStride,
      float[] w,
      int wAt,
      int wStride,
      float[] sums,
      int rows,
      int columns,
      int classes) {
    linearTwin((long) rows * columns * classes)
        .dots(x, xAt, xStride, w, wAt, wStride, sums, rows, columns, classes);
  }

  /// Folds those sums, as [FloatLinear#fold] says.
  public static void linearFold(float[] sums, float[] dots, int dotsAt, int count) {
    linearTwin((long) PRODUCTS_PER_ELEMENT * FloatLinear.LANES * count)
        .fold(sums, dots, dotsAt, count);
  }

  /// The rows' share of a gradient, as [FloatLinear#outer] says.
  public static void linearOuter(
      float[] dz,
      int dzStride,
      float[] x,
      int xAt,
      int xStride,
      float[] g,
      int gAt,
      int gStride,
      int rows,
      int columns,
      int classes) {
    linearTwin((long) rows * columns * classes)
        .outer(dz, dzStride, x, xAt, xStride, g, gAt, gStride, rows, columns, classes);
  }

  /// A combination of rows, as [FloatLinear#combine] says.
  public static void linearCombine(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      float[] out,
      int outAt) {
    linearTwin((long) (to - from) * width)
        .combine(values, indices, from, to, m, mAt, width, out, outAt);
  }

  private static FloatLinear linearTwin(long products) {
    return FLOAT_LINEAR.vector(products / PRODUCTS_PER_ELEMENT) ? Vectors.LINEAR : Scalars.LINEAR;
  }

  /// The first of `length` targets that is negative or NaN; `length` if there is none.
  public static int firstBadTarget(float[] t, int length) {
    return twin(FLOAT_TARGET_CROSS_ENTROPY, 1, length).firstBadTarget(t, length);
  }

  private static FloatLogSoftmax twin(KernelFamily family, int rows, int classes) {
    return family.vector((long) rows * classes) ? Vectors.LOG_SOFTMAX : Scalars.LOG_SOFTMAX;
  }

  private static final class Scalars {
    static final FloatLogSoftmax LOG_SOFTMAX = new ScalarFloatLogSoftmax();
    static final FloatLogBackward LOG_BACKWARD = new ScalarFloatLogBackward();
    static final FloatLinear LINEAR = new ScalarFloatLinear();
    static final FloatProduct PRODUCT = new ScalarFloatProduct();
    static final FloatSoftmax SOFTMAX = new ScalarFloatSoftmax();
    static final FloatSoftmax SOFTMAX_IN_BLOCKS = new BlockFloatSoftmax();
    static final FloatBackward BACKWARD = new ScalarFloatBackward();
  }

  /// Loaded only where the Vector API is.
  private static final class Vectors {
    static final FloatLogSoftmax LOG_SOFTMAX = new VectorFloatLogSoftmax();
    static final FloatLogBackward LOG_BACKWARD = new VectorFloatLogBackward();
    static final FloatLinear LINEAR = new VectorFloatLinear();
    static final FloatProduct PRODUCT = new VectorFloatProduct();
    static final FloatSoftmax SOFTMAX = new VectorFloatSoftmax();
    static final FloatBackward BACKWARD = new VectorFloatBackward();
  }
}
