package io.github.softjac.optimizer;

import io.github.softjac.internal.parallel.Workers;

/// What the last steps tell of the inverse Hessian: pairs `s = w' − w`, `y = ∇f' − ∇f`.
///
/// `H ∇f` is a sum of multiples of `∇f`, all `s` and all `y`, and the two-loop recursion makes
/// their factors of nothing but dot products (Chen, Wang & Zhou, Large-scale L-BFGS using
/// MapReduce, NIPS 2014). Those of earlier pairs are kept. So a direction takes two passes over
/// what is remembered, where the recursion itself takes four, each after the other: pieces of the
/// vectors go to all workers, and their parts are added in order.
final class InverseHessian {

  /// Elements of a piece: those of five vectors stay in the second-level cache.
  private static final int PIECE = 4096;

  /// Dot products of a pair: `sᵀ∇f`, `yᵀ∇f`, `sᵀy'`, `yᵀy'`, `yᵀs'`, with `s', y'` the newest pair.
  private static final int DOTS = 5;

  private final int size;
  private final Workers workers;
  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvatures;

  /// `[i][j]`: `s_iᵀ y_j`.
  private final double[][] stepsByChanges;

  /// `[i][j]`: `y_iᵀ y_j`.
  private final double[][] changesByChanges;

  private final double[][] parts;
  private final double[] dots;
  private final double[] ofSteps;
  private final double[] ofChanges;
  private int newest = -1;
  private int pairs;

  InverseHessian(int size, int memory, Workers workers) {
    this.size = size;
    this.workers = workers;
    steps = new double[memory][size];
    changes = new double[memory][size];
    curvatures = new double[memory];
    stepsByChanges = new double[memory][memory];
    changesByChanges = new double[memory][memory];
    parts = new double[Math.ceilDiv(size, PIECE)][DOTS * memory];
    dots = new double[DOTS * memory];
    ofSteps = new double[memory];
    ofChanges = new double[memory];
  }

  boolean isEmpty() {
    return pairs == 0;
  }

  void clear() {
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
    double[] step = steps[newest];
    double[] change = changes[newest];
    workers.run(
        parts.length,
        (piece, worker) -> {
          int from = piece * PIECE;
          int to = Math.min(size, from + PIECE);
          double[] part = parts[piece];
          for (int back = 0; back < pairs; back++) {
            int i = at(back);
            multiply(steps[i], changes[i], gradient, step, change, from, to, part, DOTS * i);
          }
        });
    fold();
    for (int back = 0; back < pairs; back++) {
      int i = at(back);
      stepsByChanges[i][newest] = dots[DOTS * i + 2];
      changesByChanges[i][newest] = dots[DOTS * i + 3];
      changesByChanges[newest][i] = dots[DOTS * i + 3];
      stepsByChanges[newest][i] = dots[DOTS * i + 4];
    }
  }

  /// The dot products of one pair over the elements `from ≤ i < to`, in one loop that reads each
  /// vector once; each has two sums, of the even and of the odd elements from `from` on.
  private static void multiply(
      double[] s,
      double[] y,
      double[] gradient,
      double[] step,
      double[] change,
      int from,
      int to,
      double[] part,
      int at) {
    double even0 = 0;
    double even1 = 0;
    double even2 = 0;
    double even3 = 0;
    double even4 = 0;
    double odd0 = 0;
    double odd1 = 0;
    double odd2 = 0;
    double odd3 = 0;
    double odd4 = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      even0 = Math.fma(s[i], gradient[i], even0);
      odd0 = Math.fma(s[i + 1], gradient[i + 1], odd0);
      even1 = Math.fma(y[i], gradient[i], even1);
      odd1 = Math.fma(y[i + 1], gradient[i + 1], odd1);
      even2 = Math.fma(s[i], change[i], even2);
      odd2 = Math.fma(s[i + 1], change[i + 1], odd2);
      even3 = Math.fma(y[i], change[i], even3);
      odd3 = Math.fma(y[i + 1], change[i + 1], odd3);
      even4 = Math.fma(y[i], step[i], even4);
      odd4 = Math.fma(y[i + 1], step[i + 1], odd4);
    }
    if (i < to) {
      even0 = Math.fma(s[i], gradient[i], even0);
      even1 = Math.fma(y[i], gradient[i], even1);
      even2 = Math.fma(s[i], change[i], even2);
      even3 = Math.fma(y[i], change[i], even3);
      even4 = Math.fma(y[i], step[i], even4);
    }
    part[at] = even0 + odd0;
    part[at + 1] = even1 + odd1;
    part[at + 2] = even2 + odd2;
    part[at + 3] = even3 + odd3;
    part[at + 4] = even4 + odd4;
  }

  private void fold() {
    for (int dot = 0; dot < dots.length; dot++) {
      double sum = 0;
      for (double[] part : parts) {
        sum += part[dot];
      }
      dots[dot] = sum;
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
      double[] sum, double a, double[] y, double b, double[] s, int from, int to) {
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
    double[] step = steps[at];
    double[] change = changes[at];
    workers.run(
        parts.length,
        (piece, worker) -> {
          int first = piece * PIECE;
          int end = Math.min(size, first + PIECE);
          for (int i = first; i < end; i++) {
            step[i] = to[i] - from[i];
            change[i] = gradientTo[i] - gradientFrom[i];
          }
          parts[piece][0] = Vectors.dot(step, change, first, end);
          parts[piece][1] = Vectors.dot(step, step, first, end);
          parts[piece][2] = Vectors.dot(change, change, first, end);
        });
    double curvature = sum(0);
    double floor = 0x1p-52 * Math.sqrt(sum(1) * sum(2));
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
