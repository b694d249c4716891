package io.github.softjac.internal.kernel;

import java.util.Arrays;

/// Numbers for the functions of rows to run on before they serve: [RowFunctions], [FloatFunctions],
/// [FloatSupport], [FloatSparsemax] and [FloatTerms].
final class RowFunctionsWarmUp {

  private static final int ROWS = 3;
  private static final int CLASSES = 331;
  private static final int[] CLASSES_OF_TERMS = {5, 10, 33, CLASSES};

  private final double[] x = new double[128];
  private final double[] powers = new double[128];
  private final float[] elements = new float[ROWS * CLASSES + FloatTerms.LANES];
  private final float[] ranked = new float[ROWS * CLASSES + FloatTerms.LANES];
  private final float[] more = new float[ROWS * CLASSES + FloatTerms.LANES];
  private final double[] ones = new double[128];
  private final float[] logits = new float[16 * CLASSES];
  private final int[] found = new int[CLASSES + 1];
  private final Scratch scratch = Scratch.ofThread();

  void vector() {
    fill();
    VectorRowFunctions.exponentials(x, powers, x.length);
    VectorLog.onePlus(powers, x.length);
    VectorFloatFunctions.logs(elements, 0, Float.MIN_NORMAL, more, elements.length);
    VectorFloatFunctions.exponentials(more, elements, elements.length);
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      float bound = VectorFloatSupport.max(elements, from, from + CLASSES) - 0.01f;
      VectorFloatSupportSums.lanes(elements, elements, bound, scratch.sumLines, from, CLASSES);
      VectorFloatSupport.notBelow(elements, from, from + CLASSES, bound, found);
    }
    VectorFloatFunctions.multiply(elements, 0, elements, 0, elements.length, 0.75f, 1e-9f);
    VectorFloatFunctions.multiply(elements, 0, elements, 0, elements.length, 1.25f, 0);
    VectorFloatTerms.dot(elements, 0, powers, powers.length, scratch.lanes);
    VectorFloatRanked.gradients(elements, more, found, powers, ranked, x, 64, 5);
    VectorFloatRanked.gradients(elements, more, found, powers, ranked, x, 32, 20);
    for (int classes : CLASSES_OF_TERMS) {
      sparsemax(classes, true);
      int rows = CLASSES / classes;
      VectorFloatTerms.sums(elements, more, powers, x, rows, classes, scratch);
      VectorFloatTerms.backward(elements, more, powers, ones, ranked, 0, rows, classes);
    }
  }

  void scalar() {
    fill();
    RowFunctions.scalarExponentials(x, powers, x.length);
    RowFunctions.scalarLogs(powers, x.length);
    FloatFunctions.scalarLogs(elements, 0, Float.MIN_NORMAL, more, 0, elements.length);
    FloatFunctions.scalarExponentials(more, elements, 0, elements.length);
    for (int row = 0; row < ROWS; row++) {
      int from = row * CLASSES;
      float bound = ScalarFloatSoftmax.max(elements, from, from + CLASSES) - 0.01f;
      FloatSupportSums.scalarLanes(elements, elements, bound, scratch.sumLines, from, CLASSES);
      FloatSupport.notBelow(elements, from, from + CLASSES, bound, found, 0);
    }
    FloatFunctions.scalarMultiply(elements, 0, elements, 0, 0, elements.length, 0.75f, 1e-9f);
    for (int row = 0; row < 96; row++) {
      int classes = row < 64 ? 5 : 20;
      FloatRanked.row(elements, more, 3, 0.25, ranked, row % 32 * classes, classes);
    }
    for (int classes : CLASSES_OF_TERMS) {
      sparsemax(classes, false);
      int rows = CLASSES / classes;
      FloatTerms.scalarSums(elements, powers, rows, classes, scratch);
      FloatTerms.scalarSums(more, x, rows, classes, scratch);
      for (int row = 0; row < rows; row++) {
        int at = row * classes;
        FloatTerms.scalarBackward(elements, more, 0.5f, 2, more, at, at, classes);
      }
    }
  }

  /// Of the logits in which a step stands for every class of a row, each third one is near the
  /// largest.
  private void sparsemax(int classes, boolean vector) {
    float[] none = FloatLogSoftmax.ALL_ONE;
    for (int i = 0; i < logits.length; i++) {
      logits[i] = i % 3 * 2 + i % 7 / 8f;
    }
    int most = classes < FloatSoftmax.LONG_ROW ? VectorFloatTile.tilesAtOnce(classes) : 1;
    int tiles = VectorFloatSparsemax.tiles(logits.length / classes, most);
    int rows = VectorFloatSparsemax.rows(tiles);
    Arrays.setAll(found, row -> row % classes);
    scratch.growSupport(classes);
    if (vector) {
      VectorFloatSparsemax.ofLabels(
          logits, found, none, 1, logits, 0, tiles, classes, 0, x, scratch);
    } else {
      FloatSparsemax.rows(logits, found, none, 1, logits, 0, rows, classes, 0, x, scratch);
    }
  }

  private void fill() {
    Arrays.fill(ones, 1);
    for (int i = 0; i < x.length; i++) {
      x[i] = -i / 16.0;
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (i + 1) / 1024f;
    }
  }
}
