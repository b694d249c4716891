package io.github.softjac.cost;

import io.github.softjac.softmax.Softmax;

/// A cost that is written for many rows at once, for speed.
///
/// It is again one method, of plain loops over row-major blocks; every array starts at index 0, so
/// that the compiler can make vector code of a loop over all elements:
///
/// ```java
/// BlockCost squaredError = (y, t, dy, losses, rows, classes) -> {
///   for (int i = 0; i < rows * classes; i++) {
///     dy[i] = y[i] - t[i];
///   }
///   for (int row = 0; row < rows; row++) {
///     double loss = 0;
///     for (int i = row * classes; i < (row + 1) * classes; i++) {
///       loss += 0.5 * dy[i] * dy[i];
///     }
///     losses[row] = loss;
///   }
/// };
/// ```
///
/// A batch is cut into blocks that fit the first-level cache, where it can: softmax of the block,
/// this method, and back-propagation of the block follow each other. Where the blocks begin depends
/// on the number of classes alone. A block has at least one row.
///
/// The double form is that of [Cost], row by row.
@FunctionalInterface
public interface BlockCost extends Cost {

  /// `L(y, t)` of each row, and its derivative.
  ///
  /// Arrays may be longer than that; what they hold beyond is not to be looked at.
  ///
  /// @param y softmax outputs `[rows × classes]`; not to be changed
  /// @param t targets `[rows × classes]`; not to be changed
  /// @param dy receives `∂L/∂y` `[rows × classes]`
  /// @param losses receives L `[rows]`
  void gradients(float[] y, float[] t, float[] dy, double[] losses, int rows, int classes);

  /// The same for index targets. This default writes them out as one-hot rows; override it where
  /// only the output of the label counts.
  ///
  /// @param labels `[rows]`, each a class from 0 on; not to be changed
  default void gradients(
      float[] y, int[] labels, float[] dy, double[] losses, int rows, int classes) {
    OneHotRows oneHot = OneHotRows.take();
    float[] t = oneHot.set(labels, rows, classes);
    gradients(y, t, dy, losses, rows, classes);
    oneHot.giveBack(labels, rows, classes);
  }

  /// `L(softmax(z), t)` of each row, and its derivative by the logits: softmax, [#gradients], and
  /// `dz = y ⊙ (dy − ⟨dy, y⟩)`. Costs that have a form of their own in the logits override this.
  ///
  /// @param z logits `[rows × classes]`; holds softmax(z) or anything else afterwards
  /// @param t targets `[rows × classes]`; not to be changed
  /// @param dz receives `∂L/∂z` `[rows × classes]`
  /// @param losses receives L `[rows]`
  default void logitGradients(
      float[] z, float[] t, float[] dz, double[] losses, int rows, int classes) {
    Softmax.forward(z, z, rows, classes);
    gradients(z, t, dz, losses, rows, classes);
    Softmax.backward(z, dz, dz, rows, classes);
  }

  /// The same for index targets.
  ///
  /// @param labels `[rows]`, each a class from 0 on; not to be changed
  default void logitGradients(
      float[] z, int[] labels, float[] dz, double[] losses, int rows, int classes) {
    Softmax.forward(z, z, rows, classes);
    gradients(z, labels, dz, losses, rows, classes);
    Softmax.backward(z, dz, dz, rows, classes);
  }

  /// A block of one row; allocates one number.
  @Override
  @SuppressWarnings("FunctionalInterfaceMethodChanged") // the same cost, of a block or of a row
  default double gradient(float[] y, float[] t, float[] dy) {
    double[] loss = new double[1];
    gradients(y, t, dy, loss, 1, y.length);
    return loss[0];
  }
}
