package io.github.softjac.cli;

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
      description = "Widths of hidden layers (ReLU), such as 256,128. Default: none, linear.")
  private int @Nullable [] hidden;

  NetworkOptions() {}

  void applyTo(TrainingOptions.Builder training) {
    if (hidden != null) {
      training.hidden(hidden);
    }
  }
}
