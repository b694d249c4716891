package io.github.softjac.internal.kernel;

/// Numbers for the functions of rows to run on before they serve: [RowFunctions] and [RowSums].
final class RowFunctionsWarmUp {

  private static final int ROWS = 3;
  private static final int CLASSES = 331;

  private final double[] x = new double[128];
  private final double[] powers = new double[128];
  private final float[] elements = new float[ROWS * CLASSES];
  private final float[] more = new float[ROWS * CLASSES];
  private final int[] found = new int[CLASSES + 1];
  private final double[] lanes = new double[FloatSoftmax.LANES];

  void vector() {
    fill();
    VectorRowFunctions.exponentials(x, powers, x.length);
    VectorLog.onePlus(powers, x.length);
    VectorFloatFunctions.logs(elements, more, elements.length);
    VectorFloatFunctions.exponentials(more, elements, elements.length);
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      float bound = VectorFloatSupport.max(elements, from, from + CLASSES) - 0.01f;
      VectorFloatSupport.notBelow(elements, from, from + CLASSES, bound, found);
    }
    VectorFloatFunctions.multiply(elements, 0, elements, 0, elements.length, 0.75f, 1e-9f);
    VectorRowFunctions.sums(elements, powers, ROWS, CLASSES, lanes);
  }

  void scalar() {
    fill();
    RowFunctions.scalarExponentials(x, powers, x.length);
    RowFunctions.scalarLogs(powers, x.length);
    FloatFunctions.scalarLogs(elements, more, 0, elements.length);
    FloatFunctions.scalarExponentials(more, elements, 0, elements.length);
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      float bound = ScalarFloatSoftmax.max(elements, from, from + CLASSES) - 0.01f;
      FloatSupport.notBelow(elements, from, from + CLASSES, bound, found, 0);
    }
    FloatFunctions.scalarMultiply(elements, 0, elements, 0, 0, elements.length, 0.75f, 1e-9f);
    RowSums.scalar(elements, powers, ROWS, CLASSES, lanes);
  }

  private void fill() {
    for (int i = 0; i < x.length; i++) {
      x[i] = -i / 16.0;
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (i + 1) / 1024f;
    }
  }
}
