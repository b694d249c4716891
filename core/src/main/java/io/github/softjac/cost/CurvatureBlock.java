package io.github.softjac.cost;

import org.jspecify.annotations.Nullable;

/// Memory of one thread for [SoftmaxCurvature], taken for a call and given back after it.
final class CurvatureBlock {

  private static final ThreadLocal<@Nullable CurvatureBlock> FREE = new ThreadLocal<>();

  private float[] y = {};
  private float[] u = {};

  private CurvatureBlock() {}

  static CurvatureBlock take() {
    CurvatureBlock free = FREE.get();
    FREE.set(null);
    return free == null ? new CurvatureBlock() : free;
  }

  void giveBack() {
    FREE.set(this);
  }

  float[] y(int length) {
    if (y.length < length) {
      y = new float[length];
    }
    return y;
  }

  float[] u(int length) {
    if (u.length < length) {
      u = new float[length];
    }
    return u;
  }
}
