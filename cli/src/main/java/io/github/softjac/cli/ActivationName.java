package io.github.softjac.cli;

import io.github.softjac.layer.Activation;

/// What follows the linear layers, for `--activation`.
final class ActivationName extends OneOf<Activation> {

  ActivationName() {
    super("activation");
    add("relu", Activation.RELU);
    add("gelu", Activation.GELU);
    add("tanh", Activation.TANH);
  }
}
