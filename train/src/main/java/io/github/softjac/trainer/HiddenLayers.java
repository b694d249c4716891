package io.github.softjac.trainer;

import io.github.softjac.layer.Activation;
import io.github.softjac.model.Network;
import io.github.softjac.model.NetworkBuilder;

/// What stands between the linear layers of a network: for each hidden width a linear layer, then
/// layer normalisation if asked for, the activation, and dropout.
///
/// @param activation ReLU unless set
/// @param dropout rate of dropout after each hidden layer, 0 or more and below 1; 0 unless set
/// @param residual whether a hidden layer that is as wide as the one before becomes a residual
///   block, `y = F(x) + x`; false unless set
/// @param layerNorm whether each hidden layer is normalised before its activation; false unless set
public record HiddenLayers(
    Activation activation, double dropout, boolean residual, boolean layerNorm) {

  /// Nothing but ReLU.
  static final HiddenLayers PLAIN = new HiddenLayers(Activation.RELU, 0, false, false);

  /// Checks the rate.
  ///
  /// @throws IllegalArgumentException if it is out of range
  public HiddenLayers {
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout is " + dropout + ": allowed: 0 or more and below 1");
    }
  }

  /// The network before training.
  Network network(int columns, int[] hidden, int classes, long seed) {
    NetworkBuilder builder = NetworkBuilder.inputs(columns, seed);
    boolean first = true;
    for (int width : hidden) {
      if (residual && !first && width == builder.width()) {
        builder.residual(block -> add(block, width));
      } else {
        add(builder, width);
      }
      first = false;
    }
    return builder.linear(classes).build();
  }

  private void add(NetworkBuilder builder, int width) {
    builder.linear(width, activation.gain());
    if (layerNorm) {
      builder.layerNorm();
    }
    builder.activation(activation);
    if (dropout > 0) {
      builder.dropout(dropout);
    }
  }
}
