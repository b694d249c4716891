package io.github.softjac.layer;

/// The non-linear layers by name.
public enum Activation {
  /// [Relu].
  RELU {
    @Override
    public Layer layer() {
      return new Relu();
    }
  },
  /// [Gelu].
  GELU {
    @Override
    public Layer layer() {
      return new Gelu();
    }
  },
  /// [Tanh].
  TANH {
    @Override
    public Layer layer() {
      return new Tanh();
    }
  };

  /// A layer of this kind.
  public abstract Layer layer();

  /// The factor by which weights before this layer have to be larger in variance, so that it keeps
  /// that of its input: 2 where half of the input is cut off (He et al., Delving deep into
  /// rectifiers, ICCV 2015), else 1.
  public double gain() {
    return this == TANH ? 1 : 2;
  }
}
