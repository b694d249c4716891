package io.github.softjac.cli;

import io.github.softjac.layer.Activation;
import io.github.softjac.trainer.TrainingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of `softjac train` that say what the network looks like.
final class NetworkOptions {

  @Option(
      names = "--hidden",
      paramLabel = "N,N,…",
      split = ",",
      hideParamSyntax = true,
      description = "Widths of hidden layers, such as 256,128. Default: none, linear.")
  private int @Nullable [] hidden;

  @Option(
      names = "--activation",
      paramLabel = "NAME",
      converter = ActivationName.class,
      completionCandidates = ActivationName.class,
      defaultValue = "relu",
      description =
          "What follows each hidden layer: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Activation activation;

  @Option(
      names = "--dropout",
      paramLabel = "RATE",
      defaultValue = "0",
      description =
          "Share of each hidden layer's outputs that training leaves out, another one in each"
              + " batch. Default: ${DEFAULT-VALUE}.")
  private double dropout;

  @Option(
      names = "--residual",
      description =
          "Let a hidden layer that is as wide as the one before add to it instead of replacing it.")
  private boolean residual;

  @Option(names = "--layer-norm", description = "Normalise each hidden layer, row by row.")
  private boolean layerNorm;

  @SuppressWarnings("NullAway.Init") // picocli fills the fields in
  NetworkOptions() {}

  void applyTo(TrainingOptions.Builder training) {
    if (hidden != null) {
      training.hidden(hidden);
    }
    training.activation(activation).dropout(dropout).residual(residual).layerNorm(layerNorm);
  }
}
