package io.github.softjac.internal.kernel;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of all results over [DoubleGrid]; as a program, that of the vector kernels, for rows
/// of at most as many classes as its argument says.
final class DoubleBits {

  private DoubleBits() {}

  public static void main(String[] args) throws NoSuchAlgorithmException {
    int largest = Integer.parseInt(args[0]);
    System.out.println(
        of(
            new VectorDoubleSoftmax(),
            new VectorDoubleBackward(),
            new VectorDoubleLogSoftmax(),
            new VectorDoubleLogBackward(),
            new VectorDoubleCrossEntropy(),
            largest));
  }

  static String of(
      DoubleSoftmax softmax,
      DoubleBackward backward,
      DoubleLogSoftmax logSoftmax,
      DoubleLogBackward logBackward,
      DoubleCrossEntropy crossEntropy,
      int largest)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int classes : DoubleGrid.classes().filter(k -> k <= largest).toArray()) {
      for (DoubleGrid.Batch batch : DoubleGrid.batches(classes)) {
        double[] y = batch.z.clone();
        softmax.forward(y, y, batch.offset, batch.rows, classes);
        update(digest, y);
        double[] dz = new double[y.length];
        backward.backward(y, batch.dy, dz, batch.offset, batch.rows, classes);
        update(digest, dz);
        logBackward.backward(y, batch.dy, dz, batch.offset, batch.rows, classes);
        update(digest, dz);
        logSoftmax.forward(batch.z, dz, batch.offset, batch.rows, classes);
        update(digest, dz);
        if (classes > 1) {
          update(digest, crossEntropyOfLabels(crossEntropy, batch, batch.z, dz));
          update(digest, dz);
          update(digest, crossEntropyOfTargets(crossEntropy, batch, batch.z, dz));
          update(digest, dz);
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Writes the gradients and gives the losses, of labels.
  static double[] crossEntropyOfLabels(
      DoubleCrossEntropy kernel, DoubleGrid.Batch batch, double[] z, double[] dz) {
    double[] losses = new double[batch.rows];
    int[] labels = new int[batch.rows];
    for (int row = 0; row < batch.rows; row++) {
      labels[row] = row * 5 % batch.classes;
    }
    kernel.ofLabels(
        z,
        batch.offset,
        labels,
        shares(batch.rows),
        dz,
        batch.offset,
        losses,
        batch.rows,
        batch.classes);
    return losses;
  }

  /// The same of targets.
  static double[] crossEntropyOfTargets(
      DoubleCrossEntropy kernel, DoubleGrid.Batch batch, double[] z, double[] dz) {
    double[] losses = new double[batch.rows];
    double[] t = new double[batch.rows * batch.classes + 1];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3 == 0 ? 0 : i * 37 % 101 / 101.0;
      // A target so large that the sum of its row is not finite.
      t[i] = i % 1009 == 1008 ? Double.MAX_VALUE : t[i];
    }
    kernel.ofTargets(
        z,
        batch.offset,
        t,
        1,
        shares(batch.rows),
        dz,
        batch.offset,
        losses,
        batch.rows,
        batch.classes);
    return losses;
  }

  private static double[] shares(int rows) {
    double[] shares = new double[rows];
    for (int row = 0; row < rows; row++) {
      shares[row] = row % 7 == 6 ? 0 : 1 + row % 4 / 3.0;
      shares[row] = row % 11 == 10 ? Double.POSITIVE_INFINITY : shares[row];
    }
    return shares;
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putLong(Double.doubleToRawLongBits(value));
    }
    digest.update(bytes.array());
  }
}
