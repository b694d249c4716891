package io.github.softjac.layer;

/// One step of a network: a batch `x` `[rows × inputs]` in, a batch `y` `[rows × outputs]` out.
public sealed interface Layer permits Linear, Relu {

  /// Width of the output for inputs of this width.
  ///
  /// @throws IllegalArgumentException if the layer does not take inputs of this width
  int outputs(int inputs);
}
