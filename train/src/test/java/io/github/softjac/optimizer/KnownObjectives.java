package io.github.softjac.optimizer;

/// Functions whose minima are known by hand.
final class KnownObjectives {

  private KnownObjectives() {}

  /// `½ Σ c_i (w_i − i)²`, i < 20, with curvatures from 1 to 10⁴.
  static final CurvedObjective QUADRATIC =
      new CurvedObjective() {
        @Override
        public int size() {
          return 20;
        }

        @Override
        public double value(double[] w, double[] gradient) {
          double value = 0;
          for (int i = 0; i < w.length; i++) {
            gradient[i] = curvature(i) * (w[i] - i);
            value += 0.5 * gradient[i] * (w[i] - i);
          }
          return value;
        }

        @Override
        public void hessianProduct(double[] w, double[] v, double[] hv) {
          for (int i = 0; i < w.length; i++) {
            hv[i] = curvature(i) * v[i];
          }
        }
      };

  /// Curvature of [#QUADRATIC] along axis i.
  static double curvature(int i) {
    return StrictMath.pow(10, 4.0 * i / 19);
  }

  /// `Σ 100 (w_{i+1} − w_i²)² + (1 − w_i)²`, with its minimum 0 at 1. Not convex.
  static CurvedObjective rosenbrock(int size) {
    return new CurvedObjective() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public double value(double[] w, double[] gradient) {
        double value = 0;
        for (int i = 0; i < size; i++) {
          gradient[i] = 0;
        }
        for (int i = 0; i + 1 < size; i++) {
          double bend = w[i + 1] - w[i] * w[i];
          double rest = 1 - w[i];
          value += 100 * bend * bend + rest * rest;
          gradient[i] += -400 * w[i] * bend - 2 * rest;
          gradient[i + 1] += 200 * bend;
        }
        return value;
      }

      @Override
      public void hessianProduct(double[] w, double[] v, double[] hv) {
        for (int i = 0; i < size; i++) {
          hv[i] = 0;
        }
        for (int i = 0; i + 1 < size; i++) {
          double mixed = -400 * w[i];
          hv[i] += (1200 * w[i] * w[i] - 400 * w[i + 1] + 2) * v[i] + mixed * v[i + 1];
          hv[i + 1] += mixed * v[i] + 200 * v[i + 1];
        }
      }
    };
  }

  /// `¼ w₀⁴ − ½ w₀² + ½ w₁²`: a saddle at 0, where the gradient says nothing of the way down, and
  /// minima −¼ at (±1, 0).
  static CurvedObjective saddle() {
    return new CurvedObjective() {
      @Override
      public int size() {
        return 2;
      }

      @Override
      public double value(double[] w, double[] gradient) {
        gradient[0] = w[0] * w[0] * w[0] - w[0];
        gradient[1] = w[1];
        return 0.25 * w[0] * w[0] * w[0] * w[0] - 0.5 * w[0] * w[0] + 0.5 * w[1] * w[1];
      }

      @Override
      public void hessianProduct(double[] w, double[] v, double[] hv) {
        hv[0] = (3 * w[0] * w[0] - 1) * v[0];
        hv[1] = v[1];
      }
    };
  }
}
