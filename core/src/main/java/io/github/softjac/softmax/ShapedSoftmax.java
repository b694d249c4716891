package io.github.softjac.softmax;

import java.util.Arrays;

/// Softmax with options: along any axis of a tensor or over rows with gaps, with a temperature,
/// under masks, with the log-sum-exp of each row. Built once, used many times:
///
/// ```java
/// ShapedSoftmax attention = ShapedSoftmax.rows(heads * queries, keys)
///     .temperature(Math.sqrt(width)).mask(Mask.causal(queries));
/// attention.forward(z, y);
/// attention.backward(y, dy, dz);
/// ```
///
/// For every row, with `s` the row that the kernel sees,
///
/// `s_k = z_k / T + added_k`, `s_k = −∞` where masked; `y = softmax(s)`; `dz = (1/T) y ⊙ (dy − ⟨dy,
/// y⟩)`.
///
/// The results are the bits of [Softmax#forward(float[], float[], int, int)] of the row `s`.
/// Without a temperature and an additive mask that is the row itself, and [Softmax]'s accuracy is
/// kept. Else `s` is rounded, as if the caller had computed it: `z_k · (1/T)` in double rounded to
/// float (`z_k / T` in the double form), then each sum. A rounding of `s_k` by half an ulp changes
/// `y_k` by a relative `|s_k| · 2⁻²⁴` (`2⁻⁵³` in double); a temperature that is a power of two
/// costs nothing. Where `s_k` of finite numbers would overflow it is the largest number of its
/// sign.
///
/// Special values are those of [Softmax], a row at a time, and:
///
/// | case | result |
/// | --- | --- |
/// | masked entry | `y = 0`, `log y = −∞`, `dz = 0` exactly; its `z` and `dy` are never looked at |
/// | a NaN at an entry that is not masked | the whole row of `y` is NaN, masked entries too |
/// | with a mask, a row of nothing but `−∞` | `y = 0`, `log y = −∞`, `dz = 0`, log-sum-exp `−∞` |
/// | without a mask, such a row | NaN, as everywhere |
///
/// All arrays of a call share one layout, and may be longer; what lies between and after the rows
/// is left alone. Output may be any of the inputs. Nothing is allocated after a thread's first
/// call, which sets up a block of 16,384 elements, or of one row where that is longer, for rows
/// that are not contiguous. Instances are immutable and may be shared by threads.
public final class ShapedSoftmax {

  private final Layout layout;
  private final double temperature;
  private final Mask[] masks;

  private ShapedSoftmax(Layout layout, double temperature, Mask[] masks) {
    this.layout = layout;
    this.temperature = temperature;
    this.masks = masks;
  }

  /// Rows one after the other, `[rows × classes]`.
  ///
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or they do not
  ///   fit one array
  public static ShapedSoftmax rows(int rows, int classes) {
    return rows(rows, classes, classes);
  }

  /// Rows whose starts are `stride` elements apart, as in the left columns of a wider matrix.
  ///
  /// @throws IllegalArgumentException as above, or if `stride` is below `classes`
  public static ShapedSoftmax rows(int rows, int classes, int stride) {
    return new ShapedSoftmax(Layout.rows(rows, classes, stride), 1, new Mask[0]);
  }

  /// Along the middle axis of a row-major tensor `[outer × classes × inner]`; there are `outer ·
  /// inner` rows, and row `o · inner + i` is `z[o, ·, i]`.
  ///
  /// @throws IllegalArgumentException if `outer` or `inner` is negative, `classes` is below 1, or
  ///   they do not fit one array
  public static ShapedSoftmax axis(int outer, int classes, int inner) {
    return new ShapedSoftmax(Layout.axis(outer, classes, inner), 1, new Mask[0]);
  }

  /// Along one axis of a row-major tensor: `tensor(1, batch, channels, height, width)` is softmax
  /// over the channels.
  ///
  /// @param axis 0 is the first; negative ones count from the end, −1 is the last
  /// @throws IllegalArgumentException if there is no such axis, a length is negative, that of the
  ///   axis is below 1, or they do not fit one array
  public static ShapedSoftmax tensor(int axis, int... shape) {
    return new ShapedSoftmax(Layout.tensor(shape, axis), 1, new Mask[0]);
  }

  /// The same with the first element of every array at this index instead of 0.
  ///
  /// @throws IllegalArgumentException if `offset` is negative, or the rows do not fit an array then
  public ShapedSoftmax startingAt(int offset) {
    return new ShapedSoftmax(layout.startingAt(offset), temperature, masks);
  }

  /// The same with the logits divided by `T`: above 1 flatter, below 1 more peaked; 1 if not set.
  ///
  /// @throws IllegalArgumentException if `temperature` is not finite or is below 2⁻¹⁰²²
  public ShapedSoftmax temperature(double temperature) {
    if (!(temperature >= Double.MIN_NORMAL && temperature <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ": it must be finite and above 0, at least 2⁻¹⁰²²");
    }
    return new ShapedSoftmax(layout, temperature, masks);
  }

  /// The same under one more mask. Of several, additive ones are added in this order, and an entry
  /// is masked if any of them masks it.
  ///
  /// @throws IllegalArgumentException if the mask's row does not have `classes` entries, or the
  ///   rows are no multiple of those that the mask serves
  public ShapedSoftmax mask(Mask mask) {
    mask.check(layout.rows(), layout.classes());
    Mask[] more = Arrays.copyOf(masks, masks.length + 1);
    more[masks.length] = mask;
    return new ShapedSoftmax(layout, temperature, more);
  }

  public int rows() {
    return layout.rows();
  }

  public int classes() {
    return layout.classes();
  }

  public double temperature() {
    return temperature;
  }

  /// Softmax of every row.
  ///
  /// @param z logits
  /// @param y output; may be `z`
  /// @throws IllegalArgumentException if an array is too short
  public void forward(float[] z, float[] y) {
    layout.check("z", z.length);
    layout.check("y", y.length);
    if (isPlain()) {
      Softmax.forward(z, y, layout.rows(), layout.classes());
    } else {
      FloatBlocks.forward(this, false, z, y, null);
    }
  }

  /// Softmax of every row, and `log Σ_k exp(s_k)` of every row, whose derivative is `y / T`.
  ///
  /// @param z logits
  /// @param y output; may be `z`
  /// @param logSumExp `[rows]`, from index 0, an array of its own; accuracy and special values as
  ///   in [LogSumExp]
  /// @throws IllegalArgumentException if an array is too short
  public void forward(float[] z, float[] y, float[] logSumExp) {
    layout.check("z", z.length);
    layout.check("y", y.length);
    checkLogSumExp(logSumExp.length);
    FloatBlocks.forward(this, false, z, y, logSumExp);
  }

  /// Back-propagation of every row: `∂L/∂z = (1/T) y ⊙ (∂L/∂y − ⟨∂L/∂y, y⟩)`, 0 where masked.
  ///
  /// The gradient with respect to an additive mask is `T · dz`.
  ///
  /// @param y output of forward
  /// @param dy `∂L/∂y`
  /// @param dz `∂L/∂z`; may be `dy` or `y`
  /// @throws IllegalArgumentException if an array is too short
  public void backward(float[] y, float[] dy, float[] dz) {
    layout.check("y", y.length);
    layout.check("dy", dy.length);
    layout.check("dz", dz.length);
    if (isPlain()) {
      Softmax.backward(y, dy, dz, layout.rows(), layout.classes());
    } else {
      FloatBlocks.backward(this, false, y, dy, dz);
    }
  }

  /// Log-softmax of every row: the bits of [LogSoftmax#forward(float[], float[], int, int)] of `s`.
  ///
  /// @param z logits
  /// @param logY output; may be `z`
  /// @throws IllegalArgumentException if an array is too short
  public void logForward(float[] z, float[] logY) {
    layout.check("z", z.length);
    layout.check("logY", logY.length);
    FloatBlocks.forward(this, true, z, logY, null);
  }

  /// Back-propagation through log-softmax: `∂L/∂z_k = (1/T) (∂L/∂(log y_k) − y_k Σ_j ∂L/∂(log
  /// y_j))`, 0 where masked, with `j` over the entries that are not.
  ///
  /// @param y softmax of the same logits (not its logarithm)
  /// @param dLogY `∂L/∂(log y)`
  /// @param dz `∂L/∂z`; may be `dLogY` or `y`
  /// @throws IllegalArgumentException if an array is too short
  public void logBackward(float[] y, float[] dLogY, float[] dz) {
    layout.check("y", y.length);
    layout.check("dLogY", dLogY.length);
    layout.check("dz", dz.length);
    FloatBlocks.backward(this, true, y, dLogY, dz);
  }

  /// The same in double.
  public void forward(double[] z, double[] y) {
    layout.check("z", z.length);
    layout.check("y", y.length);
    if (isPlain()) {
      Softmax.forward(z, y, layout.rows(), layout.classes());
    } else {
      DoubleBlocks.forward(this, false, z, y, null);
    }
  }

  /// The same in double.
  public void forward(double[] z, double[] y, double[] logSumExp) {
    layout.check("z", z.length);
    layout.check("y", y.length);
    checkLogSumExp(logSumExp.length);
    DoubleBlocks.forward(this, false, z, y, logSumExp);
  }

  /// The same in double.
  public void backward(double[] y, double[] dy, double[] dz) {
    layout.check("y", y.length);
    layout.check("dy", dy.length);
    layout.check("dz", dz.length);
    if (isPlain()) {
      Softmax.backward(y, dy, dz, layout.rows(), layout.classes());
    } else {
      DoubleBlocks.backward(this, false, y, dy, dz);
    }
  }

  /// The same in double.
  public void logForward(double[] z, double[] logY) {
    layout.check("z", z.length);
    layout.check("logY", logY.length);
    DoubleBlocks.forward(this, true, z, logY, null);
  }

  /// The same in double.
  public void logBackward(double[] y, double[] dLogY, double[] dz) {
    layout.check("y", y.length);
    layout.check("dLogY", dLogY.length);
    layout.check("dz", dz.length);
    DoubleBlocks.backward(this, true, y, dLogY, dz);
  }

  Layout layout() {
    return layout;
  }

  /// Not copied, since every call looks at it: not to be changed.
  Mask[] masks() {
    return masks;
  }

  boolean masked() {
    return masks.length > 0;
  }

  /// Whether there is nothing to add to [Softmax].
  private boolean isPlain() {
    return layout.contiguous() && layout.offset() == 0 && temperature == 1 && !masked();
  }

  private void checkLogSumExp(int found) {
    if (found < layout.rows()) {
      throw new IllegalArgumentException(
          "logSumExp has %d elements: %d rows need one each".formatted(found, layout.rows()));
    }
  }

  /// Shape and options in one line.
  @Override
  public String toString() {
    return layout
        + (temperature == 1 ? "" : ", temperature " + temperature)
        + (masked() ? ", " + masks.length + (masks.length == 1 ? " mask" : " masks") : "");
  }
}
