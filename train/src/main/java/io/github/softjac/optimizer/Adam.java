package io.github.softjac.optimizer;

/// Adam (Kingma & Ba, Adam: a method for stochastic optimization, ICLR 2015, algorithm 1):
///
/// `m ← β₁ m + (1 − β₁) g`, `v ← β₂ v + (1 − β₂) g²`, `w ← w − α m̂ / (√v̂ + ε)` with `m̂ = m / (1
/// − β₁ᵗ)`, `v̂ = v / (1 − β₂ᵗ)`, and the paper's `β₁ = 0.9`, `β₂ = 0.999`, `ε = 1e-8`.
///
/// With a weight decay it is AdamW.
public final class Adam implements Optimizer {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private double learningRate;
  private long steps;
  private double beta1Power = 1;
  private double beta2Power = 1;
  private float step;
  private float variance;

  /// Adam before its first step.
  public Adam() {}

  @Override
  public int moments() {
    return 2;
  }

  @Override
  public void nextStep(double learningRate) {
    this.learningRate = learningRate;
    count();
    step = (float) (learningRate / (1 - beta1Power));
    variance = (float) (1 / (1 - beta2Power));
  }

  private void count() {
    steps++;
    beta1Power *= BETA1;
    beta2Power *= BETA2;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void resumeAfter(long steps) {
    this.steps = 0;
    beta1Power = 1;
    beta2Power = 1;
    while (this.steps < steps) {
      count();
    }
  }

  /// `moments[0]` is m, `moments[1]` is v.
  @Override
  public void update(float[] w, float[] g, float[][] moments, int from, int to, double decay) {
    update(w, g, moments[0], moments[1], from, to, (float) (1 - learningRate * decay));
  }

  private void update(float[] w, float[] g, float[] m, float[] v, int from, int to, float keep) {
    // Fields are read once: the loop below then has nothing in it that keeps it from SIMD.
    float a = step;
    float scale = variance;
    for (int i = from; i < to; i++) {
      float gi = g[i];
      float mi = Math.fma(BETA1, m[i], (1 - BETA1) * gi);
      float vi = Math.fma(BETA2, v[i], (1 - BETA2) * gi * gi);
      m[i] = mi;
      v[i] = vi;
      w[i] = w[i] * keep - a * mi / ((float) Math.sqrt(vi * scale) + EPSILON);
    }
  }
}
