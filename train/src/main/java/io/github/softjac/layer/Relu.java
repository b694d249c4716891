package io.github.softjac.layer;

/// Rectified linear unit of any width: `y = max(x, 0)`, with `∂y/∂x = 1` where `x > 0`, else 0 (so
/// also at 0), that is the sign of y. NaN stays NaN.
public final class Relu implements Layer {

  /// A ReLU has no parameter.
  public Relu() {}

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      y[i] = Math.max(x[i], 0f);
    }
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  /// Forward: `y = max(x, 0)`.
  ///
  /// A choice by `x > 0` would be a branch that no processor foresees, and it took an eighth of a
  /// training; the sign is computed in vectors. The 0 that is added makes a 0 of −0.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      dx[i] = Math.fma(dy[i], Math.signum(y[i]), 0f);
    }
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  /// Forward: `y = max(x, 0)`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      dx[i] = x[i] > 0 ? dy[i] : 0;
    }
  }
}
