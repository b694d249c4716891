package io.github.softjac.optimizer;

/// What the last steps tell of the inverse Hessian: pairs `s = w' − w`, `y = ∇f' − ∇f`.
final class InverseHessian {

  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvatures;
  private final double[] shares;
  private int newest = -1;
  private int pairs;

  InverseHessian(int size, int memory) {
    steps = new double[memory][size];
    changes = new double[memory][size];
    curvatures = new double[memory];
    shares = new double[memory];
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
    for (int i = 0; i < direction.length; i++) {
      direction[i] = -gradient[i];
    }
    if (pairs == 0) {
      return;
    }
    int memory = steps.length;
    for (int back = 0; back < pairs; back++) {
      int at = (newest - back + memory) % memory;
      shares[at] = Vectors.dot(steps[at], direction) / curvatures[at];
      Vectors.add(direction, -shares[at], changes[at]);
    }
    double scale = curvatures[newest] / Vectors.dot(changes[newest], changes[newest]);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= scale;
    }
    for (int back = pairs - 1; back >= 0; back--) {
      int at = (newest - back + memory) % memory;
      double share = Vectors.dot(changes[at], direction) / curvatures[at];
      Vectors.add(direction, shares[at] - share, steps[at]);
    }
    if (!(Vectors.dot(direction, gradient) < 0)) {
      clear();
      descent(gradient, direction);
    }
  }

  /// Remembers a step, unless its curvature `sᵀy` is not clearly above 0: then `H` would not stay
  /// positive definite.
  void remember(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
    int at = (newest + 1) % steps.length;
    double[] step = steps[at];
    double[] change = changes[at];
    for (int i = 0; i < step.length; i++) {
      step[i] = to[i] - from[i];
      change[i] = gradientTo[i] - gradientFrom[i];
    }
    double curvature = Vectors.dot(step, change);
    double floor = 0x1p-52 * Math.sqrt(Vectors.dot(step, step) * Vectors.dot(change, change));
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
