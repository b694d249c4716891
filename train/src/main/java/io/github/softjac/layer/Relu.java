package io.github.softjac.layer;

/// Rectified linear unit of any width: `y = max(x, 0)`, with `∂y/∂x = 1` where `x > 0`, else 0 (so
/// also at 0). NaN stays NaN.
public final class Relu implements Layer {

  /// A ReLU has no parameter.
  public Relu() {}

  @Override
  public int outputs(int inputs) {
    return inputs;
  }

  @Override
  public void forward(float[][] x, float[][] y, int from, int to) {
    for (int row = from; row < to; row++) {
      forward(x[row], y[row]);
    }
  }

  private static void forward(float[] x, float[] y) {
    for (int j = 0; j < x.length; j++) {
      y[j] = Math.max(x[j], 0f);
    }
  }

  @Override
  public void backward(float[][] x, float[][] dy, float[][] dx, int from, int to) {
    for (int row = from; row < to; row++) {
      backward(x[row], dy[row], dx[row]);
    }
  }

  /// Forward: `y = max(x, 0)`.
  private static void backward(float[] x, float[] dy, float[] dx) {
    for (int j = 0; j < x.length; j++) {
      dx[j] = x[j] > 0 ? dy[j] : 0f;
    }
  }
}
