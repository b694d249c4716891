package io.github.softjac.optimizer;

/// Adam (Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1):
///
/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `w ← w − α m̂ / (√v̂ + ε)` with `m̂ = m / (1
/// − β₁ᵗ)`, `v̂ = v / (1 − β₂ᵗ)`, and the paper's `β₁ = 0.9`, `β₂ = 0.999`, `ε = 1e-8`.
///
/// The moments are the caller's, one array beside each array of parameters. Between two calls of
/// [#nextStep()] several threads may update different arrays.
public final class Adam {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final double learningRate;
  private double beta1Power = 1;
  private double beta2Power = 1;
  private float step;
  private float variance;

  /// Adam before its first step.
  ///
  /// @param learningRate α, finite and above 0
  /// @throws IllegalArgumentException if it is not
  public Adam(double learningRate) {
    if (!(learningRate > 0) || !Double.isFinite(learningRate)) {
      throw new IllegalArgumentException(
          "learningRate is " + learningRate + ": allowed: a finite number above 0");
    }
    this.learningRate = learningRate;
  }

  /// Begins step t + 1. To be called before the first update as well.
  public void nextStep() {
    beta1Power *= BETA1;
    beta2Power *= BETA2;
    step = (float) (learningRate / (1 - beta1Power));
    variance = (float) (1 / (1 - beta2Power));
  }

  /// Updates parameters and their moments.
  ///
  /// @param w parameters
  /// @param g gradient, as long as `w` or longer
  /// @param m first moments, as long as `w`, 0 at first
  /// @param v second moments, as long as `w`, 0 at first
  public void update(float[] w, float[] g, float[] m, float[] v) {
    // Fields are read once: the loop below then has nothing in it that keeps it from SIMD.
    float a = step;
    float scale = variance;
    for (int i = 0; i < w.length; i++) {
      float gi = g[i];
      float mi = Math.fma(BETA1, m[i], (1 - BETA1) * gi);
      float vi = Math.fma(BETA2, v[i], (1 - BETA2) * gi * gi);
      m[i] = mi;
      v[i] = vi;
      w[i] -= a * mi / ((float) Math.sqrt(vi * scale) + EPSILON);
    }
  }
}
