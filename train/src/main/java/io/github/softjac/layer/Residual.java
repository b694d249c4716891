package io.github.softjac.layer;

/// Ends a residual block (He et al., Deep residual learning for image recognition, CVPR 2016): `y =
/// F(x) + x₀`, where F are the `span` layers before this one and `x₀` is the input of the first of
/// them, so `∂L/∂x = ∂L/∂y` and `∂L/∂x₀` gains `∂L/∂y`.
///
/// A network is a plain list of layers, and a block is the layers `F`, then this. The layer itself
/// passes on what it is given; who runs the network adds `x₀` (and, on the way back, the gradient),
/// since a layer sees its own input only.
public final class Residual implements Layer {

  private final int span;

  /// Ends a block.
  ///
  /// @param span number of layers before this one that the block consists of, 1 or more
  /// @throws IllegalArgumentException if it is below 1
  public Residual(int span) {
    if (span < 1) {
      throw new IllegalArgumentException(
          "residual block of " + span + " layers: at least 1 is needed");
    }
    this.span = span;
  }

  /// Number of layers before this one that the block consists of.
  public int span() {
    return span;
  }

  /// `y = x`, without `x₀`.
  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    System.arraycopy(x, from * inputs, y, from * inputs, (to - from) * inputs);
  }

  /// `y_i += x₀_i` for the rows `[from, to)`.
  public static void add(float[] x0, float[] y, int from, int to, int width) {
    for (int i = from * width; i < to * width; i++) {
      y[i] += x0[i];
    }
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  /// Forward: `y = x + x₀`.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    System.arraycopy(dy, from * inputs, dx, from * inputs, (to - from) * inputs);
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    System.arraycopy(x, from * inputs, y, from * inputs, (to - from) * inputs);
  }

  /// `y_i += x₀_i` for the rows `[from, to)`.
  public static void add(double[] x0, double[] y, int from, int to, int width) {
    for (int i = from * width; i < to * width; i++) {
      y[i] += x0[i];
    }
  }

  /// Forward: `y = x + x₀`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    System.arraycopy(dy, from * inputs, dx, from * inputs, (to - from) * inputs);
  }
}
