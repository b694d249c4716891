package io.github.softjac.layer;

/// One step of a network: a batch `x` `[rows × inputs]` in, a batch `y` `[rows × outputs]` out, and
/// on the way back `∂L/∂y` in, `∂L/∂x` and `∂L/∂w` out.
///
/// Batches are flat and row-major. A call works on the rows `[from, to)` alone, so that several
/// threads may share a batch; it allocates nothing. Each element of the result has the same bits
/// however the rows are shared out.
///
/// A layer is its mathematics. Its parameters are one array `w`, given to each call: a trained
/// layer holds its own ([#parameters()]), an optimizer passes the one that it is changing. Layers
/// without parameters ignore it.
///
/// Every method has a double form, for checking gradients. A layer of your own is an [OwnLayer],
/// which has two methods to write.
public sealed interface Layer
    permits Linear, LayerNorm, Relu, Gelu, Tanh, Dropout, Residual, OwnLayer {

  /// Width of the output for inputs of this width; the same unless said otherwise.
  ///
  /// @throws IllegalArgumentException if the layer does not take inputs of this width
  default int outputs(int inputs) {
    return inputs;
  }

  /// The parameters w, in one array, as a copy; empty: none.
  default float[] parameters() {
    return new float[0];
  }

  /// The same layer with other parameters.
  ///
  /// @param w as long as [#parameters()]; copied
  /// @throws IllegalArgumentException if it is not as long
  default Layer withParameters(float[] w) {
    if (w.length != 0) {
      throw new IllegalArgumentException(
          "a layer without parameters was given %d of them".formatted(w.length));
    }
    return this;
  }

  /// How many parameters, from the first, are weights: they bear the penalty and the weight decay.
  /// Biases and gains do not.
  default int weightCount() {
    return 0;
  }

  /// `y = f(x)` with the layer's own parameters.
  ///
  /// @param x input `[rows × inputs]`
  /// @param y receives the output `[rows × outputs]`; not `x`
  void forward(float[] x, float[] y, int from, int to, int inputs);

  /// `y = f(x)` with these parameters.
  ///
  /// @param w parameters
  /// @param x input `[rows × inputs]`
  /// @param y receives the output `[rows × outputs]`; not `x`
  void forward(float[] w, float[] x, float[] y, int from, int to, int inputs);

  /// `∂L/∂x` from `∂L/∂y`.
  ///
  /// @param w parameters
  /// @param x input of the forward pass `[rows × inputs]`
  /// @param y output of the forward pass `[rows × outputs]`
  /// @param dy `∂L/∂y` `[rows × outputs]`
  /// @param dx receives `∂L/∂x` `[rows × inputs]`; not `dy`
  void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs);

  /// Adds `∂L/∂w` over all rows of the batch, in row order, to `dw`.
  ///
  /// @param x input of the forward pass `[rows × inputs]`
  /// @param dy `∂L/∂y` `[rows × outputs]`
  /// @param dw as long as the parameters
  default void gradient(float[] x, float[] dy, float[] dw, int rows, int inputs) {}

  /// The same in double.
  void forward(double[] w, double[] x, double[] y, int from, int to, int inputs);

  /// The same in double.
  void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs);

  /// The same in double.
  default void gradient(double[] x, double[] dy, double[] dw, int rows, int inputs) {}
}
