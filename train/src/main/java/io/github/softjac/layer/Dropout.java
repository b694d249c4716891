package io.github.softjac.layer;

/// Dropout (Srivastava et al., JMLR 2014), inverted: in training `y = x m / (1 − p)` with `m` 0
/// with probability p, else 1; in prediction `y = x`. `∂L/∂x = ∂L/∂y m / (1 − p)`.
///
/// m is a hash of the draw (one number a batch and layer) and of the element's place in the batch:
/// nothing is stored, and neither threads nor pieces change it. [#forward(float[], float[], int,
/// float[], int, int, int)] is that of prediction; whoever trains calls [#drop].
public final class Dropout implements Layer {

  private final double rate;
  private final int threshold;
  private final float scale;

  /// Dropout of this rate.
  ///
  /// @param rate p, 0 or more and below 1; on a grid of 2⁻²⁴
  /// @throws IllegalArgumentException if it is not
  public Dropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout is " + rate + ": allowed: 0 or more and below 1");
    }
    this.rate = rate;
    threshold = (int) (rate * 0x1p24);
    scale = (float) (1 / (1 - rate));
  }

  /// p.
  public double rate() {
    return rate;
  }

  /// `y = x m / (1 − p)` in training; applied to `∂L/∂y`, it gives `∂L/∂x`.
  ///
  /// @param draw which mask
  /// @param x `[rows × width]`
  /// @param y receives `[rows × width]`; may be `x`
  public void drop(long draw, float[] x, float[] y, int from, int to, int width) {
    int low = (int) draw;
    int high = (int) (draw >>> 32);
    int limit = threshold - 1;
    float kept = scale;
    for (int i = from * width; i < to * width; i++) {
      // 1 where the hash, 24 bits of it, is at the threshold or above; no branch, for SIMD.
      int m = (limit - (hash(i, low, high) >>> 8)) >>> 31;
      y[i] = x[i] * (kept * m);
    }
  }

  /// The same in double.
  public void drop(long draw, double[] x, double[] y, int from, int to, int width) {
    for (int i = from * width; i < to * width; i++) {
      boolean stays = (hash(i, (int) draw, (int) (draw >>> 32)) >>> 8) >= threshold;
      y[i] = stays ? x[i] / (1 - rate) : 0;
    }
  }

  /// MurmurHash3's finaliser, keyed twice.
  private static int hash(int i, int low, int high) {
    int h = i * 0x9E3779B9 + low;
    h ^= h >>> 16;
    h *= 0x85EBCA6B;
    h ^= high;
    h ^= h >>> 13;
    h *= 0xC2B2AE35;
    return h ^ (h >>> 16);
  }

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    System.arraycopy(x, from * inputs, y, from * inputs, (to - from) * inputs);
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    System.arraycopy(dy, from * inputs, dx, from * inputs, (to - from) * inputs);
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    System.arraycopy(x, from * inputs, y, from * inputs, (to - from) * inputs);
  }

  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    System.arraycopy(dy, from * inputs, dx, from * inputs, (to - from) * inputs);
  }
}
