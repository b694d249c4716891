package io.github.softjac.layer;

/// A layer of your own, without parameters: forward and backward are all it needs.
///
/// ```java
/// final class Swish implements OwnLayer {          // y = x σ(x)
///   public void forward(float[] x, float[] y, int from, int to, int width) { … }
///   public void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to,
///       int width) { … }                           // dx = dy (σ + y (1 − σ))
/// }
/// ```
///
/// Check it with [io.github.softjac.trainer.NetworkGradientCheck]. The double forms round to float
/// and call yours, and allocate to do so; override them to have the check to full accuracy. A
/// network with such a layer is trained and predicts like any other; a model file cannot hold it.
///
/// Several threads call it at the same time, for different rows. Use nothing whose bits depend on
/// the machine (`Math.exp`, say; `StrictMath.exp` is the same everywhere) if the trained model
/// shall not depend on it.
public non-sealed interface OwnLayer extends Layer {

  /// `y = f(x)` for the rows `[from, to)`.
  ///
  /// @param x input `[rows × width]`
  /// @param y receives the output `[rows × outputs(width)]`
  @Override
  void forward(float[] x, float[] y, int from, int to, int width);

  /// `∂L/∂x` from `∂L/∂y` for the rows `[from, to)`.
  ///
  /// @param x input of the forward pass
  /// @param y its output
  /// @param dy `∂L/∂y`
  /// @param dx receives `∂L/∂x`, every element of these rows
  void backward(float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width);

  /// The same in double.
  default void forward(double[] x, double[] y, int from, int to, int width) {
    int outputs = outputs(width);
    float[] result = new float[to * outputs];
    forward(Narrow.of(x), result, from, to, width);
    Narrow.widen(result, y, from * outputs, to * outputs);
  }

  /// The same in double.
  default void backward(
      double[] x, double[] y, double[] dy, double[] dx, int from, int to, int width) {
    float[] result = new float[to * width];
    backward(Narrow.of(x), Narrow.of(y), Narrow.of(dy), result, from, to, width);
    Narrow.widen(result, dx, from * width, to * width);
  }

  @Override
  default void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  @Override
  default void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    backward(x, y, dy, dx, from, to, inputs);
  }

  @Override
  default void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    forward(x, y, from, to, inputs);
  }

  @Override
  default void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    backward(x, y, dy, dx, from, to, inputs);
  }
}
