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
            largest));
  }

  static String of(
      DoubleSoftmax softmax,
      DoubleBackward backward,
      DoubleLogSoftmax logSoftmax,
      DoubleLogBackward logBackward,
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
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length * Double.BYTES);
    for (double value : values) {
      bytes.putLong(Double.doubleToRawLongBits(value));
    }
    digest.update(bytes.array());
  }
}
