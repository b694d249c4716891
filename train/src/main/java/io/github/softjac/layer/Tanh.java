package io.github.softjac.layer;

/// Hyperbolic tangent of any width: `y = tanh(x)`, with `∂y/∂x = 1 − y²`. In float as
/// [HyperbolicTangent] says; in double as `StrictMath.tanh`.
public final class Tanh implements Layer {

  /// A tanh has no parameter.
  public Tanh() {}

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    HyperbolicTangent.of(x, y, from * inputs, to * inputs);
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  /// Forward: `y = tanh(x)`.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      dx[i] = dy[i] * Math.fma(-y[i], y[i], 1f);
    }
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      y[i] = StrictMath.tanh(x[i]);
    }
  }

  /// Forward: `y = tanh(x)`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      dx[i] = dy[i] * Math.fma(-y[i], y[i], 1);
    }
  }
}
