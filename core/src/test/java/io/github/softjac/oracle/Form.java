package io.github.softjac.oracle;

import io.github.softjac.cost.Cost;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Softmax;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The two forms of every public method, so that one test proves its fact for both.
///
/// Arguments and results are double arrays; `FLOAT` rounds them to float, calls the float form, and
/// writes *all* arrays back, inputs too, so that a method that changes its input is seen. An array
/// that is passed twice is passed twice to the method as well: in-place use stays in place.
public enum Form {
  FLOAT(0x1p-24, Float.MAX_VALUE, Float.MIN_NORMAL) {
    @Override
    public double[] softmax(double... z) {
      return widen(Softmax.of(narrow(z)));
    }

    @Override
    public void softmaxForward(double[] z, double[] y, int rows, int classes) {
      Floats floats = new Floats(z, y);
      Softmax.forward(floats.of(z), floats.of(y), rows, classes);
      floats.writeBack();
    }

    @Override
    public void softmaxBackward(double[] y, double[] dy, double[] dz, int rows, int classes) {
      Floats floats = new Floats(y, dy, dz);
      Softmax.backward(floats.of(y), floats.of(dy), floats.of(dz), rows, classes);
      floats.writeBack();
    }

    @Override
    public double[][] jacobian(double... y) {
      return Softmax.jacobian(narrow(y));
    }

    @Override
    public void logSoftmaxForward(double[] z, double[] logY, int rows, int classes) {
      Floats floats = new Floats(z, logY);
      LogSoftmax.forward(floats.of(z), floats.of(logY), rows, classes);
      floats.writeBack();
    }

    @Override
    public void logSoftmaxBackward(double[] y, double[] dLogY, double[] dz, int rows, int classes) {
      Floats floats = new Floats(y, dLogY, dz);
      LogSoftmax.backward(floats.of(y), floats.of(dLogY), floats.of(dz), rows, classes);
      floats.writeBack();
    }

    @Override
    public double gradient(Cost cost, double[] y, double[] t, double[] dy) {
      Floats floats = new Floats(y, t, dy);
      double loss = cost.gradient(floats.of(y), floats.of(t), floats.of(dy));
      floats.writeBack();
      return loss;
    }

    @Override
    public double logitGradient(Cost cost, double[] z, double[] t, double[] y, double[] dz) {
      Floats floats = new Floats(z, t, y, dz);
      double loss = cost.logitGradient(floats.of(z), floats.of(t), floats.of(y), floats.of(dz));
      floats.writeBack();
      return loss;
    }

    @Override
    public double meanLogitGradient(
        Cost cost,
        double[] z,
        double[] t,
        double @Nullable [] weights,
        double[] dz,
        int rows,
        int classes) {
      Floats floats = weights == null ? new Floats(z, t, dz) : new Floats(z, t, weights, dz);
      float[] floatWeights = weights == null ? null : floats.of(weights);
      double loss =
          cost.meanLogitGradient(
              floats.of(z), floats.of(t), floatWeights, floats.of(dz), rows, classes);
      floats.writeBack();
      return loss;
    }

    @Override
    public double round(double value) {
      return (float) value;
    }

    @Override
    public double ulps(double found, BigDecimal exact) {
      return Ulps.ofFloat(found, exact);
    }

    @Override
    public double ulp(double value) {
      return Math.ulp((float) value);
    }
  },

  DOUBLE(0x1p-53, Double.MAX_VALUE, Double.MIN_NORMAL) {
    @Override
    public double[] softmax(double... z) {
      return Softmax.of(z);
    }

    @Override
    public void softmaxForward(double[] z, double[] y, int rows, int classes) {
      Softmax.forward(z, y, rows, classes);
    }

    @Override
    public void softmaxBackward(double[] y, double[] dy, double[] dz, int rows, int classes) {
      Softmax.backward(y, dy, dz, rows, classes);
    }

    @Override
    public double[][] jacobian(double... y) {
      return Softmax.jacobian(y);
    }

    @Override
    public void logSoftmaxForward(double[] z, double[] logY, int rows, int classes) {
      LogSoftmax.forward(z, logY, rows, classes);
    }

    @Override
    public void logSoftmaxBackward(double[] y, double[] dLogY, double[] dz, int rows, int classes) {
      LogSoftmax.backward(y, dLogY, dz, rows, classes);
    }

    @Override
    public double gradient(Cost cost, double[] y, double[] t, double[] dy) {
      return cost.gradient(y, t, dy);
    }

    @Override
    public double logitGradient(Cost cost, double[] z, double[] t, double[] y, double[] dz) {
      return cost.logitGradient(z, t, y, dz);
    }

    @Override
    public double meanLogitGradient(
        Cost cost,
        double[] z,
        double[] t,
        double @Nullable [] weights,
        double[] dz,
        int rows,
        int classes) {
      return cost.meanLogitGradient(z, t, weights, dz, rows, classes);
    }

    @Override
    public double round(double value) {
      return value;
    }

    @Override
    public double ulps(double found, BigDecimal exact) {
      return Ulps.ofDouble(found, exact);
    }

    @Override
    public double ulp(double value) {
      return Math.ulp(value);
    }
  };

  /// The unit roundoff u: half an ulp of 1.
  public final double unit;

  public final double maxValue;

  /// The smallest normal number; softmax flushes what is below it to 0.
  public final double minNormal;

  Form(double unit, double maxValue, double minNormal) {
    this.unit = unit;
    this.maxValue = maxValue;
    this.minNormal = minNormal;
  }

  public abstract double[] softmax(double... z);

  public abstract void softmaxForward(double[] z, double[] y, int rows, int classes);

  public abstract void softmaxBackward(double[] y, double[] dy, double[] dz, int rows, int classes);

  public abstract double[][] jacobian(double... y);

  public abstract void logSoftmaxForward(double[] z, double[] logY, int rows, int classes);

  public abstract void logSoftmaxBackward(
      double[] y, double[] dLogY, double[] dz, int rows, int classes);

  public abstract double gradient(Cost cost, double[] y, double[] t, double[] dy);

  public abstract double logitGradient(Cost cost, double[] z, double[] t, double[] y, double[] dz);

  public abstract double meanLogitGradient(
      Cost cost,
      double[] z,
      double[] t,
      double @Nullable [] weights,
      double[] dz,
      int rows,
      int classes);

  /// The nearest value of this form.
  public abstract double round(double value);

  /// The error in ulps of `exact`, in this form.
  public abstract double ulps(double found, BigDecimal exact);

  /// The distance of neighbouring numbers of this form at `value`.
  public abstract double ulp(double value);

  /// Log-softmax of one row, as a new array.
  public final double[] logSoftmax(double... z) {
    double[] logY = new double[z.length];
    logSoftmaxForward(z.clone(), logY, 1, z.length);
    return logY;
  }

  /// Softmax's backward of one row, as a new array.
  public final double[] softmaxBackward(double[] y, double[] dy) {
    double[] dz = new double[y.length];
    softmaxBackward(y.clone(), dy.clone(), dz, 1, y.length);
    return dz;
  }

  public static float[] narrow(double[] values) {
    float[] narrowed = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      narrowed[k] = (float) values[k];
    }
    return narrowed;
  }

  public static double[] widen(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }
}
