package io.github.softjac.bench.solver;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;

/// liblinear-java: one logistic regression a class against the rest, its probabilities divided by
/// their sum. It has no multinomial form, so the objective is another one; the log-loss of its
/// predictions can be compared.
final class Liblinear {

  /// Its default.
  private static final double EPSILON = 0.01;

  private Liblinear() {}

  static Outcome train(Images images, double l2) {
    Linear.disableDebugOutput();
    Problem problem = new Problem();
    problem.l = images.rows();
    problem.n = Images.COLUMNS + 1;
    problem.bias = 1;
    problem.x = new Feature[problem.l][];
    problem.y = new double[problem.l];
    for (int row = 0; row < problem.l; row++) {
      problem.x[row] = row(images, row);
      problem.y[row] = images.labels()[row];
    }
    double c = 1 / (problem.l * l2);
    long start = System.nanoTime();
    Model model = Linear.train(problem, new Parameter(SolverType.L2R_LR, c, EPSILON));
    double seconds = (System.nanoTime() - start) / 1e9;
    double sum = 0;
    double[] y = new double[Images.CLASSES];
    for (int row = 0; row < problem.l; row++) {
      Linear.predictProbability(model, problem.x[row], y);
      for (int k = 0; k < Images.CLASSES; k++) {
        if (model.getLabels()[k] == images.labels()[row]) {
          sum -= StrictMath.log(y[k]);
        }
      }
    }
    return new Outcome(seconds, Double.NaN, sum / problem.l, false);
  }

  /// The pixels that are not 0, and the bias.
  private static Feature[] row(Images images, int row) {
    int count = 1;
    for (int j = 0; j < Images.COLUMNS; j++) {
      count += images.x()[row * Images.COLUMNS + j] != 0 ? 1 : 0;
    }
    Feature[] features = new Feature[count];
    int at = 0;
    for (int j = 0; j < Images.COLUMNS; j++) {
      float value = images.x()[row * Images.COLUMNS + j];
      if (value != 0) {
        features[at++] = new FeatureNode(j + 1, value);
      }
    }
    features[at] = new FeatureNode(Images.COLUMNS + 1, 1);
    return features;
  }
}
