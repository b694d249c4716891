package io.github.softjac.optimizer;

/// Stochastic gradient descent with Nesterov's momentum (Sutskever et al., On the importance of
/// initialization and momentum in deep learning, ICML 2013, in the form that takes the gradient at
/// the parameters themselves):
///
/// `m ← μ m + g`, `w ← w − α (g + μ m)`
public final class Sgd implements Optimizer {

  private final float momentum;
  private double learningRate;
  private long steps;

  /// Descent before its first step.
  ///
  /// @param momentum μ, 0 or more and below 1; 0: none
  /// @throws IllegalArgumentException if it is not
  public Sgd(double momentum) {
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "momentum is " + momentum + ": allowed: 0 or more and below 1");
    }
    this.momentum = (float) momentum;
  }

  @Override
  public int moments() {
    return 1;
  }

  @Override
  public void nextStep(double learningRate) {
    this.learningRate = learningRate;
    steps++;
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public void resumeAfter(long steps) {
    this.steps = steps;
  }

  /// `moments[0]` is m.
  @Override
  public void update(float[] w, float[] g, float[][] moments, int from, int to, double decay) {
    float[] m = moments[0];
    float mu = momentum;
    float a = (float) learningRate;
    float keep = (float) (1 - learningRate * decay);
    for (int i = from; i < to; i++) {
      float mi = Math.fma(mu, m[i], g[i]);
      m[i] = mi;
      w[i] = w[i] * keep - a * Math.fma(mu, mi, g[i]);
    }
  }
}
