package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;
import io.github.softjac.softmax.Sparsemax;
import java.util.Arrays;

/// The loss of sparsemax: `L = T (½ Σ_k (p_k − t_k/T)² + Σ_k (t_k/T) max(τ − z_k, 0))` with `p =
/// sparsemax(z)`, its threshold τ and `T = Σ_k t_k`; `∂L/∂z = T p − t`.
///
/// To sparsemax what cross-entropy is to softmax: it belongs to a map of its own, has the
/// difference of output and target for its gradient, and is convex in z. It is 0 where `p = t`, so
/// that a row that is right by a margin of 1 costs nothing and moves nothing. The second derivative
/// by z is T times the Jacobian of sparsemax, constant between the places where a class enters or
/// leaves the support. In `[0, ∞)`; nothing is dropped; a target of sum T counts as T rows.
///
/// As a cost of the softmax output it is the same with `z = log y`, since a constant added to z
/// changes nothing: `∂L/∂y_k = (T p_k − t_k) / y_k`. So it stands in the catalogue beside the
/// others, its y is softmax's, and whoever wants the sparse output asks [Sparsemax] for it.
///
/// When: few classes are ever possible and the others should have 0, not little; margins rather
/// than probabilities. No scoring rule for y: what it fits is p. Any targets. Source: Martins and
/// Astudillo, ICML 2016 (arXiv 1602.02068), section 3, in the form of Blondel, Martins and Niculae,
/// JMLR 21, 2020.
public final class SparsemaxLoss implements Cost {

  /// The loss has no parameter.
  public SparsemaxLoss() {}

  @Override
  public double gradient(float[] y, float[] t, float[] dy) {
    return RowMemory.gradient(this, y, t, dy);
  }

  @Override
  public double gradient(double[] y, double[] t, double[] dy) {
    double[] z = logarithms(y);
    double loss = ofLogits(z, t, dy);
    RowMemory.giveBack(z);
    for (int k = 0; k < y.length; k++) {
      dy[k] = dy[k] == 0 ? 0 : dy[k] / y[k];
    }
    return loss;
  }

  /// With `g = ∂L/∂y`: `(T J_p (u / y) − g ⊙ u) / y`, J_p the Jacobian of sparsemax.
  @Override
  public void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    double[] p = logarithms(y);
    Sparsemax.forward(p, p, 1, p.length);
    double targets = sum(t);
    for (int k = 0; k < y.length; k++) {
      gu[k] = u[k] == 0 ? 0 : u[k] / y[k];
    }
    Sparsemax.jacobianProduct(p, gu, gu, 1, y.length);
    for (int k = 0; k < y.length; k++) {
      double g = targets * p[k] - t[k];
      double change = targets * gu[k] - (u[k] == 0 ? 0 : g * u[k] / y[k]);
      gu[k] = change == 0 ? 0 : change / y[k];
    }
    RowMemory.giveBack(p);
  }

  @Override
  public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    double[] dzDouble = RowMemory.take(classes);
    double[] logits = RowMemory.take(z);
    double[] targets = RowMemory.take(t);
    Softmax.forward(z, y, 1, classes);
    double loss = ofLogits(logits, targets, dzDouble);
    for (int k = 0; k < classes; k++) {
      dz[k] = (float) dzDouble[k];
    }
    RowMemory.giveBack(dzDouble);
    RowMemory.giveBack(logits);
    RowMemory.giveBack(targets);
    return loss;
  }

  @Override
  public double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    double[] logits = RowMemory.take(classes);
    System.arraycopy(z, 0, logits, 0, classes);
    Softmax.forward(z, y, 1, classes);
    double loss = ofLogits(logits, t, dz);
    RowMemory.giveBack(logits);
    return loss;
  }

  /// `H v = T J_p v`.
  @Override
  public double logitHessianProduct(
      double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
    RowArrays.check("v", v.length, z.length);
    RowArrays.check("hv", hv.length, z.length);
    double loss = logitGradient(z, t, y, dz);
    double targets = sum(t);
    double[] p = RowMemory.take(z.length);
    Sparsemax.forward(z, p, 1, z.length);
    Sparsemax.jacobianProduct(p, v, hv, 1, z.length);
    RowMemory.giveBack(p);
    for (int k = 0; k < hv.length; k++) {
      hv[k] = targets * hv[k];
    }
    return loss;
  }

  /// With `w = v − ⟨y, v⟩` and `q = T J_p w − (T p − t) ⊙ w`: `gv = q − y Σ_j q_j`.
  @Override
  public void gaussNewtonProduct(double[] z, double[] t, double[] v, double[] y, double[] gv) {
    int classes = z.length;
    double[] dz = new double[classes];
    RowArrays.check("v", v.length, classes);
    RowArrays.check("gv", gv.length, classes);
    logitGradient(z, t, y, dz);
    if (SecondOrder.isNan(y)) {
      Arrays.fill(gv, Double.NaN);
      return;
    }
    double[] w = new double[classes];
    double vLargest = v[SecondOrder.largest(y)];
    double mean = 0;
    for (int k = 0; k < classes; k++) {
      mean += y[k] * (v[k] - vLargest);
    }
    for (int k = 0; k < classes; k++) {
      w[k] = (v[k] - vLargest) - mean;
    }
    double targets = sum(t);
    Sparsemax.jacobianProduct(Sparsemax.of(z), w, gv, 1, classes);
    double total = 0;
    for (int k = 0; k < classes; k++) {
      gv[k] = targets * gv[k] - dz[k] * w[k];
      total += gv[k];
    }
    for (int k = 0; k < classes; k++) {
      gv[k] -= y[k] * total;
    }
  }

  /// L, writing `T p − t`.
  private static double ofLogits(double[] z, double[] t, double[] dz) {
    int classes = z.length;
    double[] p = RowMemory.take(classes);
    Sparsemax.forward(z, p, 1, classes);
    if (Double.isNaN(p[0])) {
      Arrays.fill(dz, Double.NaN);
      RowMemory.giveBack(p);
      return Double.NaN;
    }
    int m = SecondOrder.largest(z);
    double targets = sum(t);
    double loss = 0;
    for (int k = 0; k < classes; k++) {
      double difference = targets == 0 ? 0 : p[k] - t[k] / targets;
      // τ − z_k = (z_m − z_k) − p_m, since p_m = z_m − τ.
      double below = t[k] == 0 || p[k] > 0 ? 0 : Math.max((z[m] - z[k]) - p[m], 0);
      loss += targets * 0.5 * difference * difference + t[k] * finite(below, z[m], z[k]);
      dz[k] = targets * p[k] - t[k] + 0;
    }
    RowMemory.giveBack(p);
    return loss;
  }

  /// Finite logits further apart than the largest number are that far apart.
  private static double finite(double distance, double largest, double z) {
    return z == Double.NEGATIVE_INFINITY || largest == Double.POSITIVE_INFINITY
        ? distance
        : Math.min(distance, Double.MAX_VALUE);
  }

  private static double sum(double[] t) {
    double sum = 0;
    for (double tk : t) {
      sum += tk;
    }
    return sum;
  }

  private static double[] logarithms(double[] y) {
    double[] z = RowMemory.take(y.length);
    for (int k = 0; k < y.length; k++) {
      z[k] = StrictMath.log(y[k]);
    }
    return z;
  }

  @Override
  public String toString() {
    return "sparsemax";
  }
}
