package io.github.softjac.cost;

import io.github.softjac.internal.kernel.LabelScore;
import io.github.softjac.internal.kernel.TermForm;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cost that is a sum over the classes, `L = Σ_k ℓ(y_k, t_k)`, by its one term ℓ and the
/// derivatives of it; softmax, back-propagation and second derivatives are here.
///
/// The term is written twice. By `y` it is the definition. By `s = log y` it is what is computed
/// behind softmax, where s is known to all its digits and never the logarithm of a rounded y:
///
/// - `a = ∂ℓ/∂s = y ∂ℓ/∂y` is finite wherever L is, also where y has underflowed to 0;
/// - `∂L/∂z_k = a_k − y_k Σ_j a_j`, without a division;
/// - `H v = e ⊙ w − y ⊙ (w Σ_j a_j + Σ_j e_j w_j)` with `e = ∂²ℓ/∂s²` and `w = v − ⟨y, v⟩`, the
///   change of s along v.
///
/// A term takes `y = 0`, `s = −∞` and returns its limit, never NaN.
abstract class SeparableCost implements Cost {

  private final LabelScore score = this::score;

  SeparableCost() {}

  /// ℓ(y, t).
  abstract double term(double y, double t);

  /// ∂ℓ/∂y.
  abstract double slope(double y, double t);

  /// ∂²ℓ/∂y².
  abstract double curvature(double y, double t);

  /// ℓ by s.
  ///
  /// @param s log y
  /// @param y the output
  /// @param rest 1 − y, which is no difference where y is next to 1
  /// @param t the target of the class
  abstract double logTerm(double s, double y, double rest, double t);

  /// `a = ∂ℓ/∂s`.
  abstract double logSlope(double s, double y, double rest, double t);

  /// `e = ∂²ℓ/∂s²`.
  abstract double logCurvature(double s, double y, double rest, double t);

  /// How [#score] is handed to a batch of floats; null if the cost of an index label takes more
  /// than the output of that label.
  final @Nullable LabelScore labelScore() {
    return scored() ? score : null;
  }

  /// Whether there is a [#score].
  boolean scored() {
    return false;
  }

  /// L of index labels, and `−∂L/∂s`, as [LabelScore] says.
  void score(double[] s, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    throw new AssertionError(this + " takes more than the output of the label");
  }

  /// ℓ and `a = ∂ℓ/∂s` in float, as the kernels have them; null if they do not.
  @Nullable TermForm form() {
    return null;
  }

  /// `y − t` to the digits that y and its rest allow.
  static double difference(double y, double rest, double t) {
    return y > 0.5 ? (1 - t) - rest : y - t;
  }

  @Override
  public final double gradient(float[] y, float[] t, float[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      loss += term(y[k], t[k]);
      dy[k] = (float) slope(y[k], t[k]);
    }
    return loss;
  }

  @Override
  public final double gradient(double[] y, double[] t, double[] dy) {
    double loss = 0;
    for (int k = 0; k < y.length; k++) {
      loss += term(y[k], t[k]);
      dy[k] = slope(y[k], t[k]);
    }
    return loss;
  }

  @Override
  public final void hessianProduct(double[] y, double[] t, double[] u, double[] gu) {
    for (int k = 0; k < y.length; k++) {
      gu[k] = u[k] == 0 ? 0 : curvature(y[k], t[k]) * u[k];
    }
  }

  @Override
  public final double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    System.arraycopy(z, 0, dz, 0, classes);
    Softmax.forward(z, y, 1, classes);
    if (Float.isNaN(y[0])) {
      Arrays.fill(dz, Float.NaN);
      return Double.NaN;
    }
    int m = LargestOutput.index(dz);
    double zLargest = dz[m];
    double restLargest = LargestOutput.rest(y, m);
    double logLargest = LargestOutput.log(y[m], restLargest);
    double loss = 0;
    double slopes = 0;
    for (int k = 0; k < classes; k++) {
      double s = LargestOutput.logOf(k, dz[k], m, zLargest, logLargest);
      double rest = LargestOutput.restOf(k, y[k], m, restLargest);
      loss += logTerm(s, y[k], rest, t[k]);
      double slope = logSlope(s, y[k], rest, t[k]);
      slopes += slope;
      dz[k] = (float) slope;
    }
    for (int k = 0; k < classes; k++) {
      dz[k] = (float) (dz[k] - y[k] * slopes) + 0f;
    }
    return loss;
  }

  @Override
  public final double logitGradient(double[] z, double[] t, double[] y, double[] dz) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    System.arraycopy(z, 0, dz, 0, classes);
    Softmax.forward(z, y, 1, classes);
    if (Double.isNaN(y[0])) {
      Arrays.fill(dz, Double.NaN);
      return Double.NaN;
    }
    int m = LargestOutput.index(dz);
    double zLargest = dz[m];
    double restLargest = LargestOutput.rest(y, m);
    double logLargest = LargestOutput.log(y[m], restLargest);
    double loss = 0;
    double slopes = 0;
    for (int k = 0; k < classes; k++) {
      double s = LargestOutput.logOf(k, dz[k], m, zLargest, logLargest);
      double rest = LargestOutput.restOf(k, y[k], m, restLargest);
      loss += logTerm(s, y[k], rest, t[k]);
      dz[k] = logSlope(s, y[k], rest, t[k]);
      slopes += dz[k];
    }
    backward(y, slopes, dz);
    return loss;
  }

  @Override
  public final double logitHessianProduct(
      double[] z, double[] t, double[] v, double[] y, double[] dz, double[] hv) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("hv", hv.length, classes);
    Softmax.forward(z, y, 1, classes);
    if (Double.isNaN(y[0])) {
      Arrays.fill(dz, Double.NaN);
      Arrays.fill(hv, Double.NaN);
      return Double.NaN;
    }
    int m = LargestOutput.index(z);
    double zLargest = z[m];
    double restLargest = LargestOutput.rest(y, m);
    double logLargest = LargestOutput.log(y[m], restLargest);
    double vLargest = v[m];
    double mean = mean(y, v, vLargest);
    double loss = 0;
    double slopes = 0;
    double curvatures = 0;
    for (int k = 0; k < classes; k++) {
      double s = LargestOutput.logOf(k, z[k], m, zLargest, logLargest);
      double rest = LargestOutput.restOf(k, y[k], m, restLargest);
      double w = (v[k] - vLargest) - mean;
      loss += logTerm(s, y[k], rest, t[k]);
      dz[k] = logSlope(s, y[k], rest, t[k]);
      slopes += dz[k];
      hv[k] = logCurvature(s, y[k], rest, t[k]) * w;
      curvatures += hv[k];
    }
    backward(y, slopes, dz);
    for (int k = 0; k < classes; k++) {
      double w = (v[k] - vLargest) - mean;
      hv[k] = hv[k] - y[k] * (w * slopes + curvatures) + 0;
    }
    return loss;
  }

  /// With `p = (e − a) ⊙ w = y ⊙ ∂²L (y ⊙ w)`: `gv = p − y Σ_j p_j`.
  @Override
  public final void gaussNewtonProduct(
      double[] z, double[] t, double[] v, double[] y, double[] gv) {
    int classes = z.length;
    RowArrays.check("t", t.length, classes);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("y", y.length, classes);
    RowArrays.check("gv", gv.length, classes);
    Softmax.forward(z, y, 1, classes);
    if (Double.isNaN(y[0])) {
      Arrays.fill(gv, Double.NaN);
      return;
    }
    int m = LargestOutput.index(z);
    double zLargest = z[m];
    double restLargest = LargestOutput.rest(y, m);
    double logLargest = LargestOutput.log(y[m], restLargest);
    double vLargest = v[m];
    double mean = mean(y, v, vLargest);
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      double s = LargestOutput.logOf(k, z[k], m, zLargest, logLargest);
      double rest = LargestOutput.restOf(k, y[k], m, restLargest);
      double curvature = logCurvature(s, y[k], rest, t[k]) - logSlope(s, y[k], rest, t[k]);
      gv[k] = curvature * ((v[k] - vLargest) - mean);
      sum += gv[k];
    }
    backward(y, sum, gv);
  }

  /// `⟨y, v⟩`, counted from v at the largest output.
  private static double mean(double[] y, double[] v, double vLargest) {
    double mean = 0;
    for (int k = 0; k < y.length; k++) {
      mean += y[k] * (v[k] - vLargest);
    }
    return mean;
  }

  /// `dz_k = a_k − y_k Σ_j a_j`, where dz holds a; adding 0 turns −0 into 0.
  private static void backward(double[] y, double slopes, double[] dz) {
    for (int k = 0; k < dz.length; k++) {
      dz[k] = dz[k] - y[k] * slopes + 0;
    }
  }
}
