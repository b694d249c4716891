package io.github.softjac.bits;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.DenseRows;
import io.github.softjac.linear.Features;
import io.github.softjac.linear.LinearSoftmax;
import io.github.softjac.linear.MatrixProduct;
import io.github.softjac.linear.SparseRows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// The part of [Digests] that is about matrix products and linear models.
final class LinearDigests {

  /// m, k, n: all of the tiles, and edges of each kind.
  private static final int[][] PRODUCTS = {
    {1, 1, 1}, {3, 5, 7}, {8, 16, 32}, {17, 33, 31}, {37, 300, 10}, {20, 270, 65}, {40, 40, 400}
  };

  /// Rows, columns, classes, workers.
  private static final int[][] MODELS = {
    {1, 1, 2, 1},
    {70, 17, 3, 2},
    {530, 33, 5, 1},
    {1100, 70, 10, 3},
    {300, 20, 33, 2},
    {140, 9, 100, 1}
  };

  private LinearDigests() {}

  static List<String> lines() throws NoSuchAlgorithmException {
    List<String> lines = new ArrayList<>();
    for (int[] shape : PRODUCTS) {
      lines.add("product " + name(shape) + " " + product(shape[0], shape[1], shape[2]));
    }
    for (int[] shape : MODELS) {
      SplittableRandom random = new SplittableRandom(shape[0]);
      float[] x = floats(random, shape[0] * shape[1]);
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextInt(3) == 0 ? x[i] : 0;
      }
      DenseRows dense = new DenseRows(x, shape[0], shape[1]);
      lines.add("linear dense " + name(shape) + " " + model(dense, shape[2], shape[3]));
      lines.add("linear sparse " + name(shape) + " " + model(sparse(dense), shape[2], shape[3]));
    }
    return lines;
  }

  private static String product(int m, int k, int n) throws NoSuchAlgorithmException {
    SplittableRandom random = new SplittableRandom(m);
    float[] a = floats(random, m * k);
    float[] b = floats(random, k * n);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    float[] c = floats(random, m * n);
    MatrixProduct.add(a, 0, k, b, 0, n, c, 0, n, m, k, n);
    MatrixProduct.addTransposedA(a, 0, m, b, 0, n, c, 0, n, m, k, n);
    MatrixProduct.addTransposedB(a, 0, k, b, 0, k, c, 0, n, m, k, n);
    ByteBuffer bytes = ByteBuffer.allocate(4 * c.length);
    bytes.asFloatBuffer().put(c);
    digest.update(bytes);
    return hex(digest);
  }

  private static String model(Features x, int classes, int threads)
      throws NoSuchAlgorithmException {
    SplittableRandom random = new SplittableRandom(classes);
    int[] labels = new int[x.rows()];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(classes);
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    BatchCost cost = BatchCost.of(new CrossEntropy());
    try (Workers workers = new Workers(threads)) {
      LinearSoftmax model =
          LinearSoftmax.ofLabels(x, labels, null, classes, cost, workers).inFloat();
      double[] w = doubles(random, model.size());
      double[] v = doubles(random, model.size());
      double[] result = new double[model.size()];
      double loss = model.gradient(w, result);
      update(digest, result);
      model.hessianProduct(w, v, result);
      update(digest, result);
      update(digest, new double[] {loss, model.value(w)});
    }
    return hex(digest);
  }

  private static SparseRows sparse(DenseRows dense) {
    int columns = dense.columns();
    int[] starts = new int[dense.rows() + 1];
    int[] columnOf = new int[dense.values().length];
    float[] values = new float[dense.values().length];
    int entries = 0;
    for (int i = 0; i < values.length; i++) {
      if (dense.values()[i] != 0) {
        columnOf[entries] = i % columns;
        values[entries] = dense.values()[i];
        entries++;
      }
      starts[i / columns + 1] = entries;
    }
    return new SparseRows(starts, columnOf, values, columns);
  }

  private static float[] floats(SplittableRandom random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }

  private static double[] doubles(SplittableRandom random, int length) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    return values;
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
  }

  private static String name(int[] shape) {
    StringBuilder name = new StringBuilder();
    for (int length : shape) {
      name.append(name.isEmpty() ? "" : "x").append(length);
    }
    return name.toString();
  }
}
