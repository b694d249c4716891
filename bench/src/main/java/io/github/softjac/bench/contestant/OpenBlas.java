package io.github.softjac.bench.contestant;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/// OpenBLAS: `C = A·B` of floats.
public final class OpenBlas {

  private OpenBlas() {}

  /// The product on memory of its own.
  ///
  /// @param threads that it may use
  public static Call product(float[] a, float[] b, int m, int k, int n, int threads) {
    openblas_nolapack.blas_set_num_threads(threads);
    FloatPointer left = new FloatPointer(a);
    FloatPointer right = new FloatPointer(b);
    FloatPointer c = new FloatPointer((long) m * n);
    return new Call() {
      @Override
      public void run() {
        openblas_nolapack.cblas_sgemm(
            openblas_nolapack.CblasRowMajor,
            openblas_nolapack.CblasNoTrans,
            openblas_nolapack.CblasNoTrans,
            m,
            n,
            k,
            1,
            left,
            k,
            right,
            n,
            0,
            c,
            n);
      }

      @Override
      public void copyRow(int row, float[] into) {
        c.position((long) row * n).get(into);
        c.position(0);
      }

      @Override
      public double loss() {
        return Double.NaN;
      }

      @Override
      public void close() {
        left.close();
        right.close();
        c.close();
      }
    };
  }
}
