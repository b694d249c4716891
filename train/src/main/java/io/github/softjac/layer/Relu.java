package io.github.softjac.layer;

/// Rectified linear unit, `y = max(x, 0)`, of any width.
public final class Relu implements Layer {

  /// A ReLU has no parameter.
  public Relu() {}

  @Override
  public int outputs(int inputs) {
    return inputs;
  }
}
