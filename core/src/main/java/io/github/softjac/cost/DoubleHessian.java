package io.github.softjac.cost;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// [FloatHessian] for doubles.
final class DoubleHessian {

  private DoubleHessian() {}

  /// For a batch that has been checked, with either labels or targets.
  ///
  /// @return the reduced cost
  static double run(
      Cost cost,
      CostOptions options,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      double[] v,
      double[] hv,
      int rows,
      int classes) {
    double total =
        options.mean() ? DoubleWeights.totalWeight(options, labels, t, weights, rows, classes) : 1;
    HessianRow hessian = HessianRow.take(classes);
    int block = Blocks.rows(classes);
    double sum = 0;
    for (int first = 0; first < rows; first += block) {
      double blockSum = 0;
      for (int row = first; row < Math.min(first + block, rows); row++) {
        int offset = row * classes;
        double weight = DoubleWeights.weight(options, labels, t, weights, row, classes);
        if (weight == 0) {
          Arrays.fill(hv, offset, offset + classes, 0);
          continue;
        }
        for (int k = 0; k < classes; k++) {
          hessian.z[k] = z[offset + k];
          hessian.v[k] = v[offset + k];
          hessian.t[k] = t == null ? 0 : t[offset + k];
        }
        if (labels != null) {
          hessian.t[labels[row]] = 1;
        }
        blockSum += weight * hessian.product(cost, options);
        double share = weight / total;
        for (int k = 0; k < classes; k++) {
          hv[offset + k] = share * hessian.hv[k];
        }
      }
      sum += blockSum;
    }
    hessian.giveBack();
    return total == 0 ? 0 : sum / total;
  }
}
