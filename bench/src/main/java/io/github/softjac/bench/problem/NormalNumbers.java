package io.github.softjac.bench.problem;

import java.util.SplittableRandom;

/// Normally distributed numbers by the hundred megabytes, quickly: about a million are drawn and
/// then repeated. Their count is a prime, so that no two rows of usual lengths begin alike.
final class NormalNumbers {

  private static final int PERIOD = 1_048_573;

  private final double[] drawn;
  private final SplittableRandom random;

  NormalNumbers(long seed) {
    random = new SplittableRandom(seed);
    drawn = new double[PERIOD];
    for (int i = 0; i < PERIOD; i++) {
      drawn[i] = random.nextGaussian();
    }
  }

  float[] times(double deviation, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * drawn[i % PERIOD]);
    }
    return values;
  }

  /// Rows that are softmax outputs of logits of that deviation: input for a backward pass, so to
  /// the accuracy of a float only.
  float[] softmax(double deviation, Shape shape) {
    double[] exponentials = new double[PERIOD];
    for (int i = 0; i < PERIOD; i++) {
      exponentials[i] = StrictMath.exp(deviation * drawn[i]);
    }
    float[] y = new float[shape.elements()];
    for (int offset = 0; offset < y.length; offset += shape.classes()) {
      double sum = 0;
      for (int i = offset; i < offset + shape.classes(); i++) {
        sum += exponentials[i % PERIOD];
      }
      for (int i = offset; i < offset + shape.classes(); i++) {
        y[i] = (float) (exponentials[i % PERIOD] / sum);
      }
    }
    return y;
  }

  int[] labels(Shape shape) {
    int[] labels = new int[shape.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(shape.classes());
    }
    return labels;
  }
}
