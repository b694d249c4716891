package io.github.softjac.cost;

/// Floats as doubles, for derivatives that are computed in double only, and back.
final class Widened {

  private Widened() {}

  static double logitHessianProduct(
      Cost cost, float[] z, float[] t, float[] v, float[] y, float[] dz, float[] hv) {
    int classes = z.length;
    RowArrays.check(classes, t.length, y.length, dz.length);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("hv", hv.length, classes);
    double[] yDouble = new double[classes];
    double[] dzDouble = new double[classes];
    double[] hvDouble = new double[classes];
    double loss = cost.logitHessianProduct(copy(z), copy(t), copy(v), yDouble, dzDouble, hvDouble);
    round(yDouble, y);
    round(dzDouble, dz);
    round(hvDouble, hv);
    return loss;
  }

  static void gaussNewtonProduct(
      Cost cost, float[] z, float[] t, float[] v, float[] y, float[] gv) {
    int classes = z.length;
    RowArrays.check("t", t.length, classes);
    RowArrays.check("v", v.length, classes);
    RowArrays.check("y", y.length, classes);
    RowArrays.check("gv", gv.length, classes);
    double[] yDouble = new double[classes];
    double[] gvDouble = new double[classes];
    cost.gaussNewtonProduct(copy(z), copy(t), copy(v), yDouble, gvDouble);
    round(yDouble, y);
    round(gvDouble, gv);
  }

  static double[] copy(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }

  private static void round(double[] values, float[] rounded) {
    for (int k = 0; k < values.length; k++) {
      rounded[k] = (float) values[k];
    }
  }
}
