package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.optimizer.Preconditioner;
import org.jspecify.annotations.Nullable;

/// Chooses, makes and renews the preconditioner of a [LinearObjective].
///
/// With up to [#MAX_COLUMNS] features it is [ClassBlocks], else [DiagonalCurvature]. Blocks cost as
/// much as some products and are renewed only where the last iteration needed more than
/// [#MANY_PRODUCTS]; the diagonal is always that of the point.
final class CurvatureModel {

  private static final int MAX_COLUMNS = 1024;

  /// Most elements of all blocks together: 128 MB.
  private static final long MAX_ELEMENTS = 1 << 24;

  /// Rows of the sample for blocks, for each of their rows.
  private static final int ROWS_A_COLUMN = 4;

  private static final int DIAGONAL_ROWS = 1 << 16;

  /// Classes times classes times rows of a sample, about: the cost of a sample.
  private static final long MAX_SAMPLE = 1 << 26;

  private static final int MANY_PRODUCTS = 8;

  private final Dataset data;
  private final double l2;
  private final Workers workers;
  private final boolean inBlocks;
  private final CurvatureSample sample;
  private int products;
  private @Nullable Preconditioner current;

  CurvatureModel(Dataset data, Cost cost, double l2, Workers workers) {
    this.data = data;
    this.l2 = l2;
    this.workers = workers;
    long classes = data.classes();
    long size = data.columns() + 1L;
    inBlocks = data.columns() <= MAX_COLUMNS && classes * size * size <= MAX_ELEMENTS;
    long wanted = inBlocks ? ROWS_A_COLUMN * size : DIAGONAL_ROWS;
    long affordable = Math.max(classes, MAX_SAMPLE / (classes * classes));
    sample = new CurvatureSample(data, cost, (int) Math.min(wanted, affordable), workers);
  }

  /// To be told of each product with the Hessian.
  void product() {
    products++;
  }

  /// The preconditioner for the products that come next.
  Preconditioner at(double[] w) {
    Preconditioner made = current;
    if (made == null || !inBlocks || products > MANY_PRODUCTS) {
      made =
          inBlocks
              ? ClassBlocks.at(w, data, sample, l2, workers)
              : DiagonalCurvature.at(w, data, sample, l2);
      current = made;
    }
    products = 0;
    return made;
  }
}
