package io.github.softjac.cost;

import io.github.softjac.internal.kernel.FloatTerms;

/// Softmax + [SphericalScore] against targets, over a block of rows of floats: with `S = Σ y²`, `P
/// = Σ t y` and `n = √S`,
///
/// ```
/// L = Σ t − P / n
/// ∂L/∂z_k = (P y_k² − S t_k y_k) / n³
/// ```
///
/// since `Σ_k y_k ∂L/∂y_k = 0`: the score does not see the length of y. It is what back-propagation
/// of the terms `y_k²` gives with `t_k y_k` in place of the output. Where an output is above ½ it
/// is left out of both sums and taken in after them, in double.
final class SphericalPass {

  private static final SphericalScore COST = new SphericalScore();

  private final FloatRows rowByRow = new FloatRows();
  private final RowOutputs outputs = new RowOutputs();
  private float[] squares = {};
  private float[] products = {};
  private double[] squareSums = {};
  private double[] productSums = {};
  private double[] targetSums = {};
  private double[] factors = {};
  private double[] quotients = {};

  /// L and `∂L/∂z` of each row.
  ///
  /// @param t targets `[rows × classes]`, with room for a vector more
  void gradients(float[] z, float[] t, float[] dz, double[] losses, int rows, int classes) {
    int length = rows * classes;
    grow(rows, length + FloatTerms.LANES);
    outputs.of(z, rows, classes);
    terms(outputs.y, t, length);
    for (int row = 0; row < rows; row++) {
      if (outputs.largestAt[row] >= 0) {
        squares[row * classes + outputs.largestAt[row]] = 0;
        products[row * classes + outputs.largestAt[row]] = 0;
      }
    }
    FloatTerms.sums(squares, products, squareSums, productSums, rows, classes);
    FloatTerms.sums(t, t, targetSums, targetSums, rows, classes);
    for (int row = 0; row < rows; row++) {
      losses[row] = row(t, row, classes);
    }
    FloatTerms.backward(squares, products, quotients, factors, dz, 0, rows, classes);
    for (int row = 0; row < rows; row++) {
      if (!(Math.abs(losses[row]) <= Double.MAX_VALUE)) {
        losses[row] = rowByRow.row(COST, z, t, dz, row * classes, classes);
      } else if (outputs.largestAt[row] >= 0) {
        dz[row * classes + outputs.largestAt[row]] = (float) productSums[row] + 0f;
      }
    }
  }

  private void terms(float[] y, float[] t, int length) {
    for (int i = 0; i < length; i++) {
      squares[i] = y[i] * y[i];
      products[i] = t[i] * y[i];
    }
  }

  /// L, with `P / n³` and `S / P` for the other classes; the slope of the largest output is left in
  /// `productSums`.
  private double row(float[] t, int row, int classes) {
    int m = outputs.largestAt[row];
    double y = m < 0 ? 0 : 1 - outputs.rest[row];
    double tm = m < 0 ? 0 : t[row * classes + m];
    double otherSquares = squareSums[row];
    double otherProducts = productSums[row];
    double square = otherSquares + y * y;
    double product = otherProducts + tm * y;
    double norm = Math.sqrt(square);
    double cube = norm * square;
    factors[row] = product / cube;
    quotients[row] = product == 0 ? 0 : square / product;
    productSums[row] = y * (otherProducts * y - tm * otherSquares) / cube;
    double ofLargest = tm * otherSquares / (norm * (norm + y));
    return ((targetSums[row] - tm) - otherProducts / norm) + ofLargest;
  }

  private void grow(int rows, int length) {
    if (squareSums.length < rows) {
      squareSums = new double[rows];
      productSums = new double[rows];
      targetSums = new double[rows];
      factors = new double[rows];
      quotients = new double[rows];
    }
    if (squares.length < length) {
      squares = new float[length];
      products = new float[length];
    }
  }
}
