package io.github.softjac.bench.contestant;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.ParallelProduct;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.LinearSoftmax;
import java.util.Arrays;

/// Matrix products and linear models of ours, and the limit of reading the features once.
public final class LinearOurs {

  private LinearOurs() {}

  /// `C = A·B`.
  public static Call product(float[] a, float[] b, int m, int k, int n, int threads) {
    Workers workers = new Workers(threads);
    ParallelProduct product = new ParallelProduct(workers);
    return new Closing(
        new HeapCall(
            m * n,
            c -> {
              Arrays.fill(c, 0);
              product.add(a, 0, k, b, 0, n, c, 0, n, m, k, n);
              return Double.NaN;
            }),
        workers);
  }

  /// A linear model under cross-entropy; its output is dW.
  public static Model model(
      float[] x, float[] w, int[] labels, int rows, int columns, int classes, int threads) {
    Workers workers = new Workers(threads);
    LinearSoftmax model =
        LinearSoftmax.ofLabels(
            new DenseRows(x, rows, columns),
            labels,
            null,
            classes,
            BatchCost.of(new CrossEntropy()),
            workers);
    double[] parameters = new double[model.size()];
    for (int i = 0; i < w.length; i++) {
      parameters[i] = w[i];
    }
    return new Model(model, parameters, new double[model.size()], workers, false);
  }

  /// Adds up all elements.
  public static Call read(float[] x, int threads) {
    Workers workers = new Workers(threads);
    float[] sums = new float[threads];
    return new Closing(
        new HeapCall(
            1,
            output -> {
              int part = x.length / threads;
              workers.run(
                  threads,
                  (piece, _) -> sums[piece] = VectorSum.of(x, piece * part, (piece + 1) * part));
              output[0] = sums[0];
              return Double.NaN;
            }),
        workers);
  }

  /// Bytes in use after a collection.
  public static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /// A gradient, or a Hessian product along the parameters themselves.
  public static final class Model implements Call {

    private final LinearSoftmax model;
    private final double[] w;
    private final double[] result;
    private final Workers workers;
    private final boolean product;
    private double loss;

    private Model(
        LinearSoftmax model, double[] w, double[] result, Workers workers, boolean product) {
      this.model = model;
      this.w = w;
      this.result = result;
      this.workers = workers;
      this.product = product;
    }

    /// The other call of the same model.
    public Model hessianProduct() {
      return new Model(model, w, result, workers, true);
    }

    /// Parameters and gradient, which are the caller's.
    public long parameterBytes() {
      return 2L * Double.BYTES * w.length;
    }

    @Override
    public void run() {
      if (product) {
        model.hessianProduct(w, w, result);
      } else {
        loss = model.gradient(w, result);
      }
    }

    @Override
    public void copyRow(int row, float[] into) {
      for (int i = 0; i < into.length; i++) {
        into[i] = (float) result[row * into.length + i];
      }
    }

    @Override
    public double loss() {
      return loss;
    }

    @Override
    public void close() {
      workers.close();
    }
  }

  private record Closing(Call call, Workers workers) implements Call {
    @Override
    public void run() {
      call.run();
    }

    @Override
    public void copyRow(int row, float[] into) {
      call.copyRow(row, into);
    }

    @Override
    public double loss() {
      return call.loss();
    }

    @Override
    public void close() {
      call.close();
      workers.close();
    }
  }
}
