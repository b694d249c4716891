package io.github.softjac.layer;

/// One step of a network: a batch `x` `[rows][inputs]` in, a batch `y` `[rows][outputs]` out, and
/// on the way back `∂L/∂y` in, `∂L/∂x` out.
///
/// Batches are arrays of rows. A call works on the rows `[from, to)` alone, so that several threads
/// may share a batch; it allocates nothing. Each element of the result has the same bits however
/// the rows are shared out.
public sealed interface Layer permits Linear, Relu {

  /// Width of the output for inputs of this width.
  ///
  /// @throws IllegalArgumentException if the layer does not take inputs of this width
  int outputs(int inputs);

  /// `y = f(x)`.
  ///
  /// @param x input `[rows][inputs]`
  /// @param y receives the output `[rows][outputs]`; not `x`
  void forward(float[][] x, float[][] y, int from, int to);

  /// `∂L/∂x` from `∂L/∂y`.
  ///
  /// @param x input of the forward pass `[rows][inputs]`
  /// @param dy `∂L/∂y` `[rows][outputs]`
  /// @param dx receives `∂L/∂x` `[rows][inputs]`; not `dy`
  void backward(float[][] x, float[][] dy, float[][] dx, int from, int to);
}
