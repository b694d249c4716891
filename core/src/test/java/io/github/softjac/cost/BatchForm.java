package io.github.softjac.cost;

import io.github.softjac.oracle.Form;
import org.jspecify.annotations.Nullable;

/// The four forms of every method of [BatchCost], float or double, labels or targets, so that one
/// test proves its fact for all. Arguments and results are doubles. Where targets are asked for and
/// labels given, they are written out as one-hot rows and an ignored label as a weight of 0.
enum BatchForm {
  FLOAT_LABELS(0x1p-24, true, false),
  FLOAT_TARGETS(0x1p-24, true, true),
  DOUBLE_LABELS(0x1p-53, false, false),
  DOUBLE_TARGETS(0x1p-53, false, true);

  /// The unit roundoff u.
  final double unit;

  final boolean isFloat;
  final boolean byTargets;

  BatchForm(double unit, boolean isFloat, boolean byTargets) {
    this.unit = unit;
    this.isFloat = isFloat;
    this.byTargets = byTargets;
  }

  double value(BatchCost cost, BatchRows batch) {
    int rows = batch.rows;
    int classes = batch.classes;
    if (isFloat) {
      float[] z = Form.narrow(batch.z);
      float[] w = narrow(batch.weights);
      return byTargets
          ? cost.value(z, Form.narrow(batch.targets()), w, rows, classes)
          : cost.value(z, batch.labels, w, rows, classes);
    }
    return byTargets
        ? cost.value(batch.z, batch.targets(), batch.weights, rows, classes)
        : cost.value(batch.z, batch.labels, batch.weights, rows, classes);
  }

  double gradient(BatchCost cost, BatchRows batch, double[] dz) {
    int rows = batch.rows;
    int classes = batch.classes;
    if (isFloat) {
      float[] z = Form.narrow(batch.z);
      float[] w = narrow(batch.weights);
      float[] floatDz = new float[dz.length];
      double value =
          byTargets
              ? cost.gradient(z, Form.narrow(batch.targets()), w, floatDz, rows, classes)
              : cost.gradient(z, batch.labels, w, floatDz, rows, classes);
      widen(floatDz, dz);
      return value;
    }
    return byTargets
        ? cost.gradient(batch.z, batch.targets(), batch.weights, dz, rows, classes)
        : cost.gradient(batch.z, batch.labels, batch.weights, dz, rows, classes);
  }

  void values(BatchCost cost, BatchRows batch, double[] losses) {
    int rows = batch.rows;
    int classes = batch.classes;
    if (isFloat) {
      float[] z = Form.narrow(batch.z);
      float[] w = narrow(batch.weights);
      if (byTargets) {
        cost.values(z, Form.narrow(batch.targets()), w, losses, rows, classes);
      } else {
        cost.values(z, batch.labels, w, losses, rows, classes);
      }
    } else if (byTargets) {
      cost.values(batch.z, batch.targets(), batch.weights, losses, rows, classes);
    } else {
      cost.values(batch.z, batch.labels, batch.weights, losses, rows, classes);
    }
  }

  void gradients(BatchCost cost, BatchRows batch, double[] losses, double[] dz) {
    int rows = batch.rows;
    int classes = batch.classes;
    if (isFloat) {
      float[] z = Form.narrow(batch.z);
      float[] w = narrow(batch.weights);
      float[] floatDz = new float[dz.length];
      if (byTargets) {
        cost.gradients(z, Form.narrow(batch.targets()), w, losses, floatDz, rows, classes);
      } else {
        cost.gradients(z, batch.labels, w, losses, floatDz, rows, classes);
      }
      widen(floatDz, dz);
    } else if (byTargets) {
      cost.gradients(batch.z, batch.targets(), batch.weights, losses, dz, rows, classes);
    } else {
      cost.gradients(batch.z, batch.labels, batch.weights, losses, dz, rows, classes);
    }
  }

  double hessianProduct(BatchCost cost, BatchRows batch, double[] v, double[] hv) {
    int rows = batch.rows;
    int classes = batch.classes;
    if (isFloat) {
      float[] z = Form.narrow(batch.z);
      float[] w = narrow(batch.weights);
      float[] floatHv = new float[hv.length];
      float[] floatV = Form.narrow(v);
      double value =
          byTargets
              ? cost.hessianProduct(
                  z, Form.narrow(batch.targets()), w, floatV, floatHv, rows, classes)
              : cost.hessianProduct(z, batch.labels, w, floatV, floatHv, rows, classes);
      widen(floatHv, hv);
      return value;
    }
    return byTargets
        ? cost.hessianProduct(batch.z, batch.targets(), batch.weights, v, hv, rows, classes)
        : cost.hessianProduct(batch.z, batch.labels, batch.weights, v, hv, rows, classes);
  }

  private static float @Nullable [] narrow(double @Nullable [] weights) {
    return weights == null ? null : Form.narrow(weights);
  }

  private static void widen(float[] from, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
  }
}
