package io.github.softjac.linear;

import java.util.Arrays;

/// The logits of all rows at the parameters of the last gradient, where they are much smaller than
/// the features: a Hessian product at the same parameters then needs two matrix products, not
/// three.
final class LogitStore {

  /// Kept if the features are at least so many times as large.
  private static final int SHARE = 16;

  private final float[] z;
  private final double[] at;
  private boolean filled;

  LogitStore(Features x, int classes) {
    boolean small = (long) classes * SHARE <= x.columns() && !(x instanceof SparseRows);
    long length = (long) x.rows() * classes;
    z = new float[small && length <= Integer.MAX_VALUE - 8 ? (int) length : 0];
    at = new double[z.length == 0 ? 0 : classes * (x.columns() + 1)];
  }

  /// Whether the logits of these parameters are there.
  boolean holds(double[] w) {
    return filled && Arrays.equals(w, at);
  }

  /// Before the logits of other parameters are computed.
  void begin() {
    filled = false;
  }

  /// After all of them have been kept.
  void end(double[] w) {
    if (z.length > 0) {
      System.arraycopy(w, 0, at, 0, at.length);
      filled = true;
    }
  }

  void keep(float[] block, int from, int count) {
    if (z.length > 0) {
      System.arraycopy(block, 0, z, from, count);
    }
  }

  void load(float[] block, int from, int count) {
    System.arraycopy(z, from, block, 0, count);
  }
}
