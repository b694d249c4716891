package io.github.softjac.softmax;

import java.util.IdentityHashMap;

/// The float and the double form of [ShapedSoftmax] and [LogSumExp], so that one test proves its
/// fact for both. Arrays are doubles; `FLOAT` rounds them, calls, and writes all of them back.
enum ShapedForm {
  FLOAT {
    @Override
    void forward(ShapedSoftmax shaped, double[] z, double[] y) {
      Twins twins = new Twins(z, y);
      shaped.forward(twins.of(z), twins.of(y));
      twins.writeBack();
    }

    @Override
    void forward(ShapedSoftmax shaped, double[] z, double[] y, double[] logSumExp) {
      Twins twins = new Twins(z, y, logSumExp);
      shaped.forward(twins.of(z), twins.of(y), twins.of(logSumExp));
      twins.writeBack();
    }

    @Override
    void backward(ShapedSoftmax shaped, double[] y, double[] dy, double[] dz) {
      Twins twins = new Twins(y, dy, dz);
      shaped.backward(twins.of(y), twins.of(dy), twins.of(dz));
      twins.writeBack();
    }

    @Override
    void logForward(ShapedSoftmax shaped, double[] z, double[] logY) {
      Twins twins = new Twins(z, logY);
      shaped.logForward(twins.of(z), twins.of(logY));
      twins.writeBack();
    }

    @Override
    void logBackward(ShapedSoftmax shaped, double[] y, double[] dLogY, double[] dz) {
      Twins twins = new Twins(y, dLogY, dz);
      shaped.logBackward(twins.of(y), twins.of(dLogY), twins.of(dz));
      twins.writeBack();
    }

    @Override
    double logSumExp(double... z) {
      return LogSumExp.of(narrow(z));
    }

    @Override
    void logSumExp(double[] z, double[] out, int rows, int classes) {
      Twins twins = new Twins(z, out);
      LogSumExp.forward(twins.of(z), twins.of(out), rows, classes);
      twins.writeBack();
    }

    @Override
    double round(double value) {
      return (float) value;
    }

    @Override
    double maxValue() {
      return Float.MAX_VALUE;
    }
  },

  DOUBLE {
    @Override
    void forward(ShapedSoftmax shaped, double[] z, double[] y) {
      shaped.forward(z, y);
    }

    @Override
    void forward(ShapedSoftmax shaped, double[] z, double[] y, double[] logSumExp) {
      shaped.forward(z, y, logSumExp);
    }

    @Override
    void backward(ShapedSoftmax shaped, double[] y, double[] dy, double[] dz) {
      shaped.backward(y, dy, dz);
    }

    @Override
    void logForward(ShapedSoftmax shaped, double[] z, double[] logY) {
      shaped.logForward(z, logY);
    }

    @Override
    void logBackward(ShapedSoftmax shaped, double[] y, double[] dLogY, double[] dz) {
      shaped.logBackward(y, dLogY, dz);
    }

    @Override
    double logSumExp(double... z) {
      return LogSumExp.of(z);
    }

    @Override
    void logSumExp(double[] z, double[] out, int rows, int classes) {
      LogSumExp.forward(z, out, rows, classes);
    }

    @Override
    double round(double value) {
      return value;
    }

    @Override
    double maxValue() {
      return Double.MAX_VALUE;
    }
  };

  abstract void forward(ShapedSoftmax shaped, double[] z, double[] y);

  abstract void forward(ShapedSoftmax shaped, double[] z, double[] y, double[] logSumExp);

  abstract void backward(ShapedSoftmax shaped, double[] y, double[] dy, double[] dz);

  abstract void logForward(ShapedSoftmax shaped, double[] z, double[] logY);

  abstract void logBackward(ShapedSoftmax shaped, double[] y, double[] dLogY, double[] dz);

  abstract double logSumExp(double... z);

  abstract void logSumExp(double[] z, double[] out, int rows, int classes);

  /// The nearest value of this form.
  abstract double round(double value);

  abstract double maxValue();

  /// Softmax with options, as a new array.
  final double[] softmax(ShapedSoftmax shaped, double... z) {
    double[] y = new double[z.length];
    forward(shaped, z.clone(), y);
    return y;
  }

  private static float[] narrow(double[] values) {
    float[] narrowed = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrowed[k] = (float) values[k];
    }
    return narrowed;
  }

  /// One float array for each different double array.
  private static final class Twins {

    private final IdentityHashMap<double[], float[]> twins = new IdentityHashMap<>();

    Twins(double[]... arrays) {
      for (double[] array : arrays) {
        twins.put(array, narrow(array));
      }
    }

    float[] of(double[] array) {
      return twins.getOrDefault(array, new float[0]);
    }

    void writeBack() {
      twins.forEach((array, twin) -> {
        for (int k = 0; k < array.length; k++) {
          array[k] = twin[k];
        }
      });
    }
  }
}
