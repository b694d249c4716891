package io.github.softjac.bench.solver;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Fashion-MNIST's training rows, as its IDX files have them: pixels / 255, 10 classes.
///
/// @param x row-major `[rows × 784]`
/// @param labels `[rows]`
// Never compared.
@SuppressWarnings("ArrayRecordComponent")
record Images(float[] x, int[] labels) {

  static final int COLUMNS = 784;
  static final int CLASSES = 10;

  static Images read(Path folder) throws IOException {
    int[] labels;
    try (DataInputStream in = open(folder.resolve("train-labels-idx1-ubyte.gz"), 0x801)) {
      labels = new int[in.readInt()];
      for (int row = 0; row < labels.length; row++) {
        labels[row] = in.readUnsignedByte();
      }
    }
    float[] x = new float[labels.length * COLUMNS];
    try (DataInputStream in = open(folder.resolve("train-images-idx3-ubyte.gz"), 0x803)) {
      if (in.readInt() != labels.length || in.readInt() * in.readInt() != COLUMNS) {
        throw new IOException(folder + ": images and labels do not fit together");
      }
      byte[] row = new byte[COLUMNS];
      for (int i = 0; i < labels.length; i++) {
        in.readFully(row);
        for (int j = 0; j < COLUMNS; j++) {
          x[i * COLUMNS + j] = Byte.toUnsignedInt(row[j]) / 255f;
        }
      }
    }
    return new Images(x, labels);
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    int found = in.readInt();
    if (found != magic) {
      throw new IOException(file + ": magic number " + found + ", expected " + magic);
    }
    return in;
  }

  int rows() {
    return labels.length;
  }

  /// Mean log-loss of linear logits, in double.
  ///
  /// @param w `[10 × 784]`
  /// @param b `[10]`
  double logLoss(double[] w, double[] b) {
    double sum = 0;
    double[] z = new double[CLASSES];
    for (int row = 0; row < rows(); row++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < CLASSES; k++) {
        z[k] = b[k];
        for (int j = 0; j < COLUMNS; j++) {
          z[k] += w[k * COLUMNS + j] * x[row * COLUMNS + j];
        }
        max = Math.max(max, z[k]);
      }
      double total = 0;
      for (double value : z) {
        total += StrictMath.exp(value - max);
      }
      sum += max + StrictMath.log(total) - z[labels[row]];
    }
    return sum / rows();
  }

  /// Σ w².
  static double squares(double[] w) {
    double sum = 0;
    for (double value : w) {
      sum += value * value;
    }
    return sum;
  }
}
