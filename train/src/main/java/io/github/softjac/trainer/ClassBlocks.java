package io.github.softjac.trainer;

import io.github.softjac.internal.matrix.Cholesky;
import io.github.softjac.internal.matrix.Gram;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.optimizer.Preconditioner;

/// The inverse of the Hessian's diagonal blocks, one a class: with `x̃ = (x, 1)`,
///
/// `A_k = Σ_i h_ik x̃_i x̃_iᵀ + l2 diag(1, …, 1, 0)`
///
/// over the rows of a [CurvatureSample]. The blocks off the diagonal are left out.
///
/// Softmax does not see what is added to all logits alike, so the gradient of the cost has no part
/// along `w_1 = w_2 = … = w_K`, and the penalty leads W away from there. The blocks know nothing of
/// it; so that part is taken out before and after: `M⁻¹ = P A⁻¹ P` with P the projection, which is
/// symmetric, and positive on the subspace in which all steps from such a start remain.
final class ClassBlocks implements Preconditioner {

  /// A pivot's least share of the mean diagonal element.
  private static final double FLOOR = 1e-10;

  private final Workers workers;
  private final int columns;
  private final int classes;
  private final Cholesky[] blocks;
  private final double[] projected;
  private final double[][] parts;

  private ClassBlocks(int columns, Cholesky[] blocks, Workers workers) {
    this.columns = columns;
    this.blocks = blocks;
    this.workers = workers;
    classes = blocks.length;
    projected = new double[classes * (columns + 1)];
    parts = new double[workers.count()][columns + 1];
  }

  /// The blocks at these parameters.
  static ClassBlocks at(
      double[] w, Dataset data, CurvatureSample sample, double l2, Workers workers) {
    int size = data.columns() + 1;
    double[][] h = sample.at(w);
    float[][] x = new float[sample.size()][size];
    for (int i = 0; i < x.length; i++) {
      data.copyRow(sample.row(i), x[i], 0);
      x[i][size - 1] = 1;
    }
    Cholesky[] blocks = new Cholesky[data.classes()];
    workers.run(blocks.length, (k, worker) -> blocks[k] = block(x, h, k, l2));
    return new ClassBlocks(data.columns(), blocks, workers);
  }

  private static Cholesky block(float[][] x, double[][] h, int k, double l2) {
    float[] ofClass = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      ofClass[i] = (float) h[i][k];
    }
    int size = x[0].length;
    float[][] gram = new float[size][size];
    Gram.add(x, ofClass, gram);
    double[][] a = new double[size][size];
    double trace = 0;
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        a[i][j] = gram[i][j];
      }
      a[i][i] += i < size - 1 ? l2 : 0;
      trace += a[i][i];
    }
    return Cholesky.of(a, trace > 0 ? FLOOR * trace / size : 1);
  }

  @Override
  public void solve(double[] r, double[] s) {
    System.arraycopy(r, 0, projected, 0, r.length);
    project(projected);
    workers.run(classes, (k, worker) -> solveBlock(k, s, parts[worker]));
    project(s);
  }

  private void solveBlock(int k, double[] s, double[] part) {
    System.arraycopy(projected, k * columns, part, 0, columns);
    part[columns] = projected[classes * columns + k];
    blocks[k].solve(part);
    System.arraycopy(part, 0, s, k * columns, columns);
    s[classes * columns + k] = part[columns];
  }

  /// Takes the mean over the classes out of every column and of the intercepts.
  private void project(double[] r) {
    for (int j = 0; j < columns; j++) {
      project(r, j, columns);
    }
    project(r, classes * columns, 1);
  }

  private void project(double[] r, int first, int step) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += r[first + k * step];
    }
    double mean = sum / classes;
    for (int k = 0; k < classes; k++) {
      r[first + k * step] -= mean;
    }
  }
}
