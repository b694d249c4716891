package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.PairProducts;
import io.github.softjac.internal.parallel.Workers;

/// What the last steps tell of the inverse Hessian: pairs `s = w' − w`, `y = ∇f' − ∇f`.
///
/// `H ∇f` is a sum of multiples of `∇f`, all `s` and all `y`, and the two-loop recursion makes
/// their factors of nothing but dot products (Chen, Wang & Zhou, Large-scale L-BFGS using
/// MapReduce, NIPS 2014). Those of earlier pairs are kept. So a direction takes two passes over
/// what is remembered, where the recursion itself takes four, each after the other: pieces of the
/// vectors go to all workers, and their parts are added in order.
///
/// Both passes wait for memory. So pairs are kept in float, and everything is computed of them as
/// they are kept: `H` is the inverse Hessian of pairs that are some 1e-8 of themselves beside the
/// true ones, and the gradient that it multiplies is in double.
final class InverseHessian {

  /// Elements of a piece: those of five vectors stay in the second-level cache.
  private static final int PIECE = 4096;

  /// Dot products of a pair: `sᵀ∇f`, `yᵀ∇f`, `sᵀy'`, `yᵀy'`, `yᵀs'`, with `s', y'` the newest pair.
  private static final int DOTS = PairProducts.OF_A_PAIR;

  /// A curvature `sᵀy` of less than this share of `‖s‖ ‖y‖` is what rounding to float makes of 0.
  private static final double LEAST_CURVATURE = 0x1p-24;

  private final int size;
  private final Workers workers;
  private final float[][] steps;
  private final float[][] changes;
  private final double[] curvatures;

  /// `[i][j]`: `s_iᵀ y_j`.
  private final double[][] stepsByChanges;

  /// `[i][j]`: `y_iᵀ y_j`.
  private final double[][] changesByChanges;

  private final PairProducts products;

  /// Those of each pair with the gradient and with the newest pair.
  private double[] dots = {};

  private final double[][] parts;
  private final double[] ofSteps;
  private final double[] ofChanges;

  /// Places that have been written to.
  private int used;

  private int newest = -1;
  private int pairs;

  InverseHessian(int size, int memory, Workers workers) {
    this.size = size;
    this.workers = workers;
    steps = new float[memory][size];
    changes = new float[memory][size];
    curvatures = new double[memory];
    stepsByChanges = new double[memory][memory];
    changesByChanges = new double[memory][memory];
    products = new PairProducts(size, memory, workers);
    parts = new double[Math.ceilDiv(size, PIECE)][3];
    ofSteps = new double[memory];
    ofChanges = new double[memory];
  }

  boolean isEmpty() {
    return pairs == 0;
  }

  void clear() {
    used = 0;
    newest = -1;
    pairs = 0;
  }

  /// `direction = −H gradient`, by the two-loop recursion; the steepest descent while nothing is
  /// remembered, or where rounding has left no descent in it.
  void descent(double[] gradient, double[] direction) {
    if (pairs > 0) {
      multiply(gradient);
      double ofGradient = recursion();
      if (combine(gradient, ofGradient, direction) < 0) {
        return;
      }
      clear();
    }
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
  }

  /// The pair that is `back` older than the newest.
  private int at(int back) {
    return (newest - back + steps.length) % steps.length;
  }

  /// All dot products that are new: those with the gradient and with the newest pair.
  private void multiply(double[] gradient) {
    dots = products.of(steps, changes, used, gradient, newest);
    for (int back = 0; back < pairs; back++) {
      int i = at(back);
      stepsByChanges[i][newest] = dots[DOTS * i + 2];
      changesByChanges[i][newest] = dots[DOTS * i + 3];
      changesByChanges[newest][i] = dots[DOTS * i + 3];
      stepsByChanges[newest][i] = dots[DOTS * i + 4];
    }
  }

  /// The factors of `−H ∇f`: [#ofSteps], [#ofChanges], and that of the gradient, which is returned.
  private double recursion() {
    for (int back = 0; back < pairs; back++) {
      int i = at(back);
      double product = -dots[DOTS * i];
      for (int newer = 0; newer < back; newer++) {
        product += ofChanges[at(newer)] * stepsByChanges[i][at(newer)];
      }
      ofSteps[i] = product / curvatures[i];
      ofChanges[i] = -ofSteps[i];
    }
    double scale = curvatures[newest] / changesByChanges[newest][newest];
    for (int back = 0; back < pairs; back++) {
      ofChanges[at(back)] *= scale;
    }
    for (int back = pairs - 1; back >= 0; back--) {
      int i = at(back);
      double product = -scale * dots[DOTS * i + 1];
      for (int other = pairs - 1; other >= 0; other--) {
        product += ofChanges[at(other)] * changesByChanges[i][at(other)];
        product += other > back ? ofSteps[at(other)] * stepsByChanges[at(other)][i] : 0;
      }
      ofSteps[i] -= product / curvatures[i];
    }
    return -scale;
  }

  /// Adds the vectors up.
  ///
  /// @return `directionᵀ gradient`
  private double combine(double[] gradient, double ofGradient, double[] direction) {
    workers.run(
        parts.length,
        (piece, worker) -> {
          int from = piece * PIECE;
          int to = Math.min(size, from + PIECE);
          for (int i = from; i < to; i++) {
            direction[i] = ofGradient * gradient[i];
          }
          for (int back = pairs - 1; back >= 0; back--) {
            int i = at(back);
            add(direction, ofChanges[i], changes[i], ofSteps[i], steps[i], from, to);
          }
          parts[piece][0] = Vectors.dot(direction, gradient, from, to);
        });
    return sum(0);
  }

  /// `sum += a · y + b · s` over the elements `from ≤ i < to`.
  private static void add(
      double[] sum, double a, float[] y, double b, float[] s, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] = Math.fma(b, s[i], Math.fma(a, y[i], sum[i]));
    }
  }

  private double sum(int dot) {
    double sum = 0;
    for (double[] part : parts) {
      sum += part[dot];
    }
    return sum;
  }

  /// Remembers a step, unless its curvature `sᵀy` is not clearly above 0: then `H` would not stay
  /// positive definite.
  void remember(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
    int at = (newest + 1) % steps.length;
    float[] step = steps[at];
    float[] change = changes[at];
    workers.run(
        parts.length,
        (piece, worker) -> {
          int first = piece * PIECE;
          int end = Math.min(size, first + PIECE);
          for (int i = first; i < end; i++) {
            step[i] = (float) (to[i] - from[i]);
            change[i] = (float) (gradientTo[i] - gradientFrom[i]);
          }
          parts[piece][0] = Vectors.dot(step, change, first, end);
          parts[piece][1] = Vectors.dot(step, step, first, end);
          parts[piece][2] = Vectors.dot(change, change, first, end);
        });
    used = Math.max(used, at + 1);
    double curvature = sum(0);
    double floor = LEAST_CURVATURE * Math.sqrt(sum(1) * sum(2));
    if (curvature > floor) {
      curvatures[at] = curvature;
      newest = at;
      pairs = Math.min(pairs + 1, steps.length);
    } else if (pairs == steps.length) {
      // The oldest pair has been overwritten.
      pairs--;
    }
  }
}
