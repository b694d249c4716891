package io.github.softjac.layer;

/// Gaussian error linear unit of any width, in the form by tanh (Hendrycks and Gimpel, Gaussian
/// error linear units, arXiv 1606.08415, section 2; `approximate="tanh"` in PyTorch and ONNX):
///
/// `y = ½ x (1 + T)`, `T = tanh(u)`, `u = √(2/π) (x + 0.044715 x³)`, with `∂y/∂x = ½ (1 + T) + ½ x
/// (1 − T²) √(2/π) (1 + 3 · 0.044715 x²)`
///
/// It differs from `x Φ(x)` by less than 5e-4. In float T is that of [HyperbolicTangent], in double
/// that of `StrictMath`. NaN stays NaN; −∞ gives NaN, as `−∞ · 0` does.
public final class Gelu implements Layer {

  /// `√(2/π)`.
  private static final double SLOPE = 0.7978845608028654;

  private static final double CUBE = 0.044715;

  /// A GELU has no parameter.
  public Gelu() {}

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      float xi = x[i];
      float half = 0.5f * xi;
      y[i] = Math.fma(half, HyperbolicTangent.of(u(xi)), half);
    }
  }

  private static float u(float x) {
    return (float) SLOPE * Math.fma((float) CUBE * x * x, x, x);
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  /// Forward: `y = ½ x (1 + T)`, `T = tanh(u(x))`.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      float xi = x[i];
      float t = HyperbolicTangent.of(u(xi));
      float du = (float) SLOPE * Math.fma((float) (3 * CUBE) * xi, xi, 1f);
      float slope = Math.fma(0.5f, t, 0.5f);
      // Beyond the range of tanh 1 − T² is 0, and du may be infinite.
      float bend = Math.fma(-t, t, 1f) * Math.min(du, Float.MAX_VALUE);
      dx[i] = dy[i] * Math.fma(0.5f * xi, bend, slope);
    }
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      y[i] = 0.5 * x[i] * (1 + StrictMath.tanh(SLOPE * (x[i] + CUBE * x[i] * x[i] * x[i])));
    }
  }

  /// Forward: `y = ½ x (1 + T)`, `T = tanh(u(x))`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    for (int i = from * inputs; i < to * inputs; i++) {
      double xi = x[i];
      double t = StrictMath.tanh(SLOPE * (xi + CUBE * xi * xi * xi));
      double du = SLOPE * (1 + 3 * CUBE * xi * xi);
      dx[i] = dy[i] * (0.5 * (1 + t) + 0.5 * xi * (1 - t * t) * du);
    }
  }
}
