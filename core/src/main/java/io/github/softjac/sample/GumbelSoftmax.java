package io.github.softjac.sample;

import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.kernel.Workspace;
import io.github.softjac.softmax.Softmax;

/// Gumbel-softmax, also called the concrete distribution: a draw from `softmax(z)` relaxed to the
/// inside of the simplex, so that it has a derivative.
///
/// `y = softmax((z + g) / τ)` with independent standard Gumbel noise g, of which the seed decides;
/// as `τ → 0`, y becomes the one-hot draw of [GumbelMax]. With the noise held fixed,
///
/// `dz = (1/τ) J(y) dy = (1/τ) y ⊙ (dy − ⟨dy, y⟩)`,
///
/// which needs y alone. Noise number `row · classes + k` of the seed belongs to `z[row, k]`: the
/// same seed, the same bits, on every machine; give each training step a seed of its own.
///
/// *Straight-through*: [#forward(float[], float[], float[], int, int, long)] puts out the one-hot
/// draw besides y. The rest of the network sees the one-hot, and its `∂L/∂(one-hot)` goes through
/// [#backward(float[], float[], float[], int, int)] as if it were `∂L/∂y`.
///
/// The float form computes in double and rounds y at the end: within 1 ulp of the exact value for
/// the noise as it is. Special values, a row at a time, as in [Softmax]: a NaN makes the row NaN,
/// one-hot too; `−∞` gives 0 and is never drawn; all `−∞` gives NaN; one `+∞` gives a one-hot row,
/// two or more NaN. Nothing is allocated after a thread's first call on rows of a length. Instances
/// are immutable and may be shared by threads.
///
/// Source: Jang, Gu, Poole: Categorical reparameterization with Gumbel-softmax, arXiv 1611.01144;
/// Maddison, Mnih, Teh: The concrete distribution, arXiv 1611.00712.
public final class GumbelSoftmax {

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);

  private final double tau;

  private GumbelSoftmax(double tau) {
    this.tau = tau;
  }

  /// Gumbel-softmax of this temperature.
  ///
  /// @param tau τ; small is close to one-hot, large close to uniform
  /// @throws IllegalArgumentException if it is not finite or is below 2⁻¹⁰²²
  public static GumbelSoftmax of(double tau) {
    if (!(tau >= Double.MIN_NORMAL && tau <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "tau is " + tau + ": it must be finite and above 0, at least 2⁻¹⁰²²");
    }
    return new GumbelSoftmax(tau);
  }

  public double tau() {
    return tau;
  }

  /// Relaxed draws: `y = softmax((z + g) / τ)` for every row.
  ///
  /// @param z logits `[rows × classes]`
  /// @param y output `[rows × classes]`; may be `z`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public void forward(float[] z, float[] y, int rows, int classes, long seed) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    double[] s = WORKSPACE.get().doubles(classes);
    for (int offset = 0; offset < length; offset += classes) {
      perturb(z, offset, classes, seed, s);
      relax(s, y, offset, classes);
    }
  }

  /// Relaxed draws, and the one-hot draws that they relax, for every row.
  ///
  /// @param z logits `[rows × classes]`
  /// @param y output `[rows × classes]`, for backward; may be `z`
  /// @param oneHot output `[rows × classes]`: 1 at the first largest `z + g`, else 0; may be `z`,
  ///   but not `y`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, an array is
  ///   shorter than `rows × classes`, or `oneHot` is `y`
  public void forward(float[] z, float[] y, float[] oneHot, int rows, int classes, long seed) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("oneHot", oneHot.length, length, rows, classes);
    checkApart(oneHot, y);
    double[] s = WORKSPACE.get().doubles(classes);
    for (int offset = 0; offset < length; offset += classes) {
      perturb(z, offset, classes, seed, s);
      int drawn = argmax(s, classes);
      relax(s, y, offset, classes);
      boolean nan = Float.isNaN(y[offset]);
      for (int k = 0; k < classes; k++) {
        oneHot[offset + k] = nan ? Float.NaN : k == drawn ? 1 : 0;
      }
    }
  }

  /// Back-propagation with the noise held fixed: `∂L/∂z = (1/τ) y ⊙ (∂L/∂y − ⟨∂L/∂y, y⟩)`.
  ///
  /// @param y output of forward (not the one-hot) `[rows × classes]`
  /// @param dy `∂L/∂y`, or straight through `∂L/∂(one-hot)`, `[rows × classes]`
  /// @param dz `∂L/∂z`, `[rows × classes]`; may be `dy` or `y`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, or an array is
  ///   shorter than `rows × classes`
  public void backward(float[] y, float[] dy, float[] dz, int rows, int classes) {
    Softmax.backward(y, dy, dz, rows, classes);
    for (int k = 0; k < rows * classes; k++) {
      dz[k] = (float) (dz[k] / tau);
    }
  }

  /// The same in double.
  public void forward(double[] z, double[] y, int rows, int classes, long seed) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    double[] s = WORKSPACE.get().doubles(classes);
    for (int offset = 0; offset < length; offset += classes) {
      perturb(z, offset, classes, seed, s);
      relax(s, y, offset, classes);
    }
  }

  /// The same in double.
  public void forward(double[] z, double[] y, double[] oneHot, int rows, int classes, long seed) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Rows.check("y", y.length, length, rows, classes);
    Rows.check("oneHot", oneHot.length, length, rows, classes);
    checkApart(oneHot, y);
    double[] s = WORKSPACE.get().doubles(classes);
    for (int offset = 0; offset < length; offset += classes) {
      perturb(z, offset, classes, seed, s);
      int drawn = argmax(s, classes);
      relax(s, y, offset, classes);
      boolean nan = Double.isNaN(y[offset]);
      for (int k = 0; k < classes; k++) {
        oneHot[offset + k] = nan ? Double.NaN : k == drawn ? 1 : 0;
      }
    }
  }

  /// The same in double.
  public void backward(double[] y, double[] dy, double[] dz, int rows, int classes) {
    Softmax.backward(y, dy, dz, rows, classes);
    for (int k = 0; k < rows * classes; k++) {
      dz[k] = dz[k] / tau;
    }
  }

  /// Writes `z + g` of the row at `offset` to the start of `s`.
  private static void perturb(float[] z, int offset, int classes, long seed, double[] s) {
    for (int k = 0; k < classes; k++) {
      s[k] = z[offset + k] + SeededNoise.gumbel(seed, offset + k);
    }
  }

  /// The same in double.
  private static void perturb(double[] z, int offset, int classes, long seed, double[] s) {
    for (int k = 0; k < classes; k++) {
      s[k] = z[offset + k] + SeededNoise.gumbel(seed, offset + k);
    }
  }

  /// `y = softmax(s / τ)`, through `(s − max s) / τ`, which cannot overflow upwards; `s` is lost.
  private void relax(double[] s, float[] y, int offset, int classes) {
    shift(s, classes);
    Softmax.forward(s, s, 1, classes);
    for (int k = 0; k < classes; k++) {
      float yk = (float) s[k];
      y[offset + k] = yk < Float.MIN_NORMAL ? 0 : yk;
    }
  }

  private void relax(double[] s, double[] y, int offset, int classes) {
    shift(s, classes);
    Softmax.forward(s, s, 1, classes);
    System.arraycopy(s, 0, y, offset, classes);
  }

  /// Rows whose maximum is not finite are left to softmax, for which infinities and NaN stay as
  /// they are and the rest does not count.
  private void shift(double[] s, int classes) {
    double max = s[0];
    for (int k = 1; k < classes; k++) {
      max = Math.max(max, s[k]);
    }
    if (Double.isFinite(max)) {
      for (int k = 0; k < classes; k++) {
        s[k] = (s[k] - max) / tau;
      }
    }
  }

  /// Whether they are one array is the question here, not whether they hold the same numbers.
  @SuppressWarnings("ReferenceEquality")
  private static void checkApart(Object oneHot, Object y) {
    if (oneHot == y) {
      throw new IllegalArgumentException("oneHot is y: backward needs y, so they are two arrays");
    }
  }

  private static int argmax(double[] s, int classes) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      if (s[k] > s[best]) {
        best = k;
      }
    }
    return best;
  }
}
