package io.github.softjac.internal.kernel;

/// The terms ℓ of a cost that has a [TermForm], and their slopes, from outputs, logits and targets
/// where they lie. The same bits whichever twin serves.
///
/// Behind the last row of each array there has to be room for [FloatTerms#LANES] more; what is
/// there is not looked at, and in `u`, `terms` and `slopes` it is lost.
public final class FloatTermForms {

  private FloatTermForms() {}

  /// ℓ and `a = ∂ℓ/∂s` of each element.
  ///
  /// @param y outputs, the first at 0, as all that has no offset
  /// @param largest g of each row
  /// @param logLargest of each row, so that `s = (z − g) + logLargest`
  /// @param u receives the logarithms of the targets, if the form takes them
  /// @param terms receives ℓ; no other array
  /// @param slopes receives a; no other array
  public static void of(
      TermForm form,
      float[] y,
      float[] z,
      int zOffset,
      double[] largest,
      double[] logLargest,
      float[] t,
      int tOffset,
      float[] u,
      float[] terms,
      float[] slopes,
      int rows,
      int classes) {
    int length = rows * classes;
    if (form.takesTargetLogarithms()) {
      FloatFunctions.logs(t, tOffset, form.parameter(), u, length);
    }
    if (KernelFamily.ROW_FUNCTIONS.vector(length)) {
      VectorFloatTermForms.of(
          form, y, z, zOffset, largest, logLargest, t, tOffset, u, terms, slopes, rows, classes);
    } else {
      scalar(form, y, z, zOffset, largest, logLargest, t, tOffset, u, terms, slopes, rows, classes);
    }
  }

  /// Where the form takes logarithms of the targets, they are in `u`.
  static void scalar(
      TermForm form,
      float[] y,
      float[] z,
      int zOffset,
      double[] largest,
      double[] logLargest,
      float[] t,
      int tOffset,
      float[] u,
      float[] terms,
      float[] slopes,
      int rows,
      int classes) {
    for (int row = 0; row < rows; row++) {
      float g = (float) largest[row];
      float log = (float) logLargest[row];
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        float s = (z[zOffset + i] - g) + log;
        terms[i] = form.term(y[i], s, t[tOffset + i], u[i]);
        slopes[i] = form.slope(y[i], s, t[tOffset + i], u[i]);
      }
    }
  }
}
