package io.github.softjac.evaluate;

import io.github.softjac.model.Network;
import io.github.softjac.trainer.Dataset;

/// How good a network's predictions are.
///
/// @param rows number of rows
/// @param accuracy weighted share of rows whose most probable class is the label; ties go to the
///   lowest class
/// @param logLoss weighted mean of `−log y_label`, from the logits
/// @param brier weighted mean of `Σ_k (y_k − t_k)²`, in `[0, 2]`
/// @param ece expected calibration error, 15 equal-width bins on the confidence of the top class
/// @param confusion number of rows `[actual][predicted]`, unweighted
// Metrics are shown, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Metrics(
    long rows, double accuracy, double logLoss, double brier, double ece, long[][] confusion) {

  public static Metrics of(Network network, Dataset data, int threads) {
    return new Metrics(data.rows(), threads, 0, 0, 0, new long[network.classes()][]);
  }
}
