package io.github.softjac.optimizer;

/// Turns the gradient of a batch into a step of the parameters.
///
/// An optimizer has a count of steps and nothing else; what it keeps for each parameter, the
/// moments, is the caller's: [#moments()] arrays beside each array of parameters, 0 at first.
/// Between two calls of [#nextStep] several threads may update different parts.
public sealed interface Optimizer permits Adam, Sgd {

  /// How many arrays of moments are kept beside each array of parameters.
  int moments();

  /// Begins the next step. To be called before the first update as well.
  ///
  /// @param learningRate α of this step, finite and 0 or more
  void nextStep(double learningRate);

  /// Updates the parameters `[from, to)` and their moments.
  ///
  /// @param w parameters
  /// @param g gradient, as long as `w`
  /// @param moments [#moments()] arrays, as long as `w`
  /// @param decay share λ of the parameters that is taken off per unit of learning rate, `w ← w − α
  ///   λ w`, before the step and apart from the gradient (Loshchilov and Hutter, Decoupled weight
  ///   decay regularization, ICLR 2019); 0: none
  void update(float[] w, float[] g, float[][] moments, int from, int to, double decay);

  /// Steps begun.
  long steps();

  /// Goes on after so many steps, with the moments of then.
  void resumeAfter(long steps);
}
