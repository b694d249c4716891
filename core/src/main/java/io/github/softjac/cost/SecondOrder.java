package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;
import java.util.Arrays;

/// Second derivatives behind softmax, for any cost, from its `∂L/∂y` and `∂²L/∂y²`.
final class SecondOrder {

  private SecondOrder() {}

  /// `H v = u ⊙ (g − ⟨g, y⟩) + y ⊙ (∂²L u − ⟨∂²L u, y⟩ − ⟨g, u⟩)`, that is the derivative of `dz =
  /// y ⊙ (g − ⟨g, y⟩)` along v, in which y moves by u and g by `∂²L u`.
  static double logitHessianProduct(
      Cost cost, double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("hv", hv.length, classes);
    double loss = cost.logitGradient(z, t, y, dz);
    if (isNan(y)) {
      Arrays.fill(hv, Double.NaN);
      return loss;
    }
    double[] g = RowMemory.take(classes);
    double[] u = RowMemory.take(classes);
    cost.gradient(y, t, g);
    jacobianProduct(y, v, u);
    cost.hessianProduct(y, t, u, hv);
    double gy = dot(g, y);
    double gu = dot(g, u);
    double hy = dot(hv, y);
    for (int k = 0; k < classes; k++) {
      hv[k] = y[k] == 0 ? 0 : u[k] * (g[k] - gy) + y[k] * (hv[k] - hy - gu);
    }
    RowMemory.giveBack(g);
    RowMemory.giveBack(u);
    return loss;
  }

  /// `J ∂²L J v`.
  static void gaussNewtonProduct(
      Cost cost, double[] z, double[] t, double[] v, double[] y, double[] gv) {
    int classes = z.length;
    RowArrays.check("t", t.length, classes);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("y", y.length, classes);
    RowArrays.check("gv", gv.length, classes);
    Softmax.forward(z, y, 1, classes);
    if (isNan(y)) {
      Arrays.fill(gv, Double.NaN);
      return;
    }
    double[] u = RowMemory.take(classes);
    jacobianProduct(y, v, u);
    cost.hessianProduct(y, t, u, gv);
    RowMemory.giveBack(u);
    Softmax.backward(y, gv, gv, 1, classes);
  }

  /// Column j is `H e_j`. Rounding apart it is symmetric; the mean of both halves is so exactly.
  static double[][] logitHessian(Cost cost, double[] z, double[] t) {
    int classes = z.length;
    double[][] hessian = new double[classes][classes];
    double[] unit = new double[classes];
    double[] y = new double[classes];
    double[] dz = new double[classes];
    cost.logitGradient(z, t, y, dz);
    for (int j = 0; j < classes; j++) {
      unit[j] = 1;
      cost.logitHessianProduct(z, t, unit, y, dz, hessian[j]);
      unit[j] = 0;
    }
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < i; j++) {
        double mean = 0.5 * hessian[i][j] + 0.5 * hessian[j][i];
        hessian[i][j] = mean;
        hessian[j][i] = mean;
      }
    }
    return hessian;
  }

  /// `u = J v = y ⊙ (v − ⟨y, v⟩)`, with v counted from its value at the largest output: next to a
  /// one-hot y the difference keeps its digits.
  static void jacobianProduct(double[] y, double[] v, double[] u) {
    double vLargest = v[largest(y)];
    double mean = 0;
    for (int k = 0; k < y.length; k++) {
      mean += y[k] * (v[k] - vLargest);
    }
    for (int k = 0; k < y.length; k++) {
      u[k] = y[k] * ((v[k] - vLargest) - mean);
    }
  }

  /// The index of the largest value, the first of equal ones.
  static int largest(double[] values) {
    int largest = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[largest]) {
        largest = k;
      }
    }
    return largest;
  }

  /// A row of softmax has a NaN everywhere or nowhere.
  static boolean isNan(double[] y) {
    return Double.isNaN(y[0]);
  }

  /// `Σ_k a_k y_k`, where an infinite `a_k` of an output of 0 does no harm.
  private static double dot(double[] a, double[] y) {
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      sum += y[k] == 0 ? 0 : a[k] * y[k];
    }
    return sum;
  }
}
