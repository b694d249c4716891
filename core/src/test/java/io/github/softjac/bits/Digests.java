package io.github.softjac.bits;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.softmax.Kernels;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.Softmax;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/// A program that prints a digest of the bits that each public operation gives, over a grid of
/// shapes: a line an operation and number of classes. [SameBitsTest] runs it in many kinds of JVM.
///
/// Arguments: how many passes to make over the same grid, only the last of which is printed, so
/// that the earlier ones warm the kernels up; and the largest number of classes, none if not given.
public final class Digests {

  private static final int[] CLASSES = {
    1, 2, 3, 5, 8, 10, 15, 16, 17, 31, 32, 33, 47, 48, 63, 64, 65, 79, 100, 127, 128, 129, 511, 512,
    513, 1000, 4097
  };

  /// For costs, of which there are many.
  private static final int[] FEW_CLASSES = {1, 3, 10, 17, 63, 64, 65, 129, 1000};

  private static final float[] SPECIAL = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    -0f,
    1e-40f,
    -1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e6f,
    -1e6f,
    1024.5f,
    -87.4f
  };

  private interface Operation {
    void run(Rows rows, MessageDigest digest);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Rows(
      int rows, int classes, float[] z, float[] dy, double[] wideZ, double[] wideDy) {

    static Rows of(int classes, SplittableRandom random, double scale, boolean special) {
      int rows = classes > 500 ? 2 : classes > 60 ? 5 : 37;
      int length = rows * classes;
      Rows made =
          new Rows(
              rows,
              classes,
              new float[length],
              new float[length],
              new double[length],
              new double[length]);
      for (int i = 0; i < length; i++) {
        made.z[i] = (float) (scale * (random.nextDouble() + random.nextDouble() - 1));
        made.dy[i] = (float) (2 * random.nextDouble() - 1);
        if (special && random.nextInt(2 * classes) == 0) {
          made.z[i] = SPECIAL[random.nextInt(SPECIAL.length)];
        }
        if (special && random.nextInt(2 * classes) == 0) {
          made.dy[i] = SPECIAL[random.nextInt(SPECIAL.length)];
        }
        made.wideZ[i] = made.z[i];
        made.wideDy[i] = made.dy[i];
      }
      return made;
    }

    float[] softmax() {
      float[] y = z.clone();
      Softmax.forward(y, y, rows, classes);
      return y;
    }

    double[] wideSoftmax() {
      double[] y = wideZ.clone();
      Softmax.forward(y, y, rows, classes);
      return y;
    }
  }

  /// What has been printed so far, for no more than `largest` classes.
  private record Lines(int largest, List<String> made) {

    void add(String name, Operation operation) throws NoSuchAlgorithmException {
      add(name, CLASSES, operation);
    }

    void add(String name, int[] manyClasses, Operation operation) throws NoSuchAlgorithmException {
      for (int classes : manyClasses) {
        if (classes <= largest) {
          made.add(name + " " + classes + " " + digest(classes, operation));
        }
      }
    }

    private static String digest(int classes, Operation operation) throws NoSuchAlgorithmException {
      SplittableRandom random = new SplittableRandom(classes);
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (double scale : new double[] {0.01, 4, 200}) {
        operation.run(Rows.of(classes, random, scale, false), digest);
        operation.run(Rows.of(classes, random, scale, true), digest);
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    }
  }

  private Digests() {}

  public static void main(String[] args) throws NoSuchAlgorithmException {
    int passes = args.length > 0 ? Integer.parseInt(args[0]) : 1;
    int largest = args.length > 1 ? Integer.parseInt(args[1]) : Integer.MAX_VALUE;
    List<String> lines = List.of();
    for (int pass = 0; pass < passes; pass++) {
      lines = lines(largest);
    }
    lines.forEach(System.out::println);
    System.err.println(Kernels.active());
  }

  static List<String> lines(int largest) throws NoSuchAlgorithmException {
    Lines lines = new Lines(largest, new ArrayList<>());
    lines.add("softmax float", (rows, digest) -> update(digest, rows.softmax()));
    lines.add("softmax double", (rows, digest) -> update(digest, rows.wideSoftmax()));
    lines.add(
        "backward float",
        (rows, digest) -> {
          float[] dz = new float[rows.z.length];
          Softmax.backward(rows.softmax(), rows.dy, dz, rows.rows, rows.classes);
          update(digest, dz);
        });
    lines.add(
        "backward double",
        (rows, digest) -> {
          double[] dz = new double[rows.z.length];
          Softmax.backward(rows.wideSoftmax(), rows.wideDy, dz, rows.rows, rows.classes);
          update(digest, dz);
        });
    lines.add(
        "log-softmax float",
        (rows, digest) -> {
          float[] logY = new float[rows.z.length];
          LogSoftmax.forward(rows.z, logY, rows.rows, rows.classes);
          update(digest, logY);
        });
    lines.add(
        "log-softmax double",
        (rows, digest) -> {
          double[] logY = new double[rows.z.length];
          LogSoftmax.forward(rows.wideZ, logY, rows.rows, rows.classes);
          update(digest, logY);
        });
    lines.add(
        "log-softmax backward float",
        (rows, digest) -> {
          float[] dz = new float[rows.z.length];
          LogSoftmax.backward(rows.softmax(), rows.dy, dz, rows.rows, rows.classes);
          update(digest, dz);
        });
    lines.add(
        "log-softmax backward double",
        (rows, digest) -> {
          double[] dz = new double[rows.z.length];
          LogSoftmax.backward(rows.wideSoftmax(), rows.wideDy, dz, rows.rows, rows.classes);
          update(digest, dz);
        });
    lines.add(
        "cross-entropy float",
        (rows, digest) -> {
          float[] t = new float[rows.z.length];
          for (int i = 0; i < t.length; i++) {
            t[i] = i % 3 == 0 ? 0 : Math.abs(i * 37 % 101 / 101f);
          }
          float[] dz = new float[rows.z.length];
          double loss =
              new CrossEntropy().meanLogitGradient(rows.z, t, null, dz, rows.rows, rows.classes);
          update(digest, new double[] {loss});
          update(digest, dz);
        });
    lines.add(
        "cross-entropy of labels",
        (rows, digest) -> {
          int[] labels = new int[rows.rows];
          float[] weights = new float[rows.rows];
          for (int row = 0; row < rows.rows; row++) {
            labels[row] = row % 7 == 6 ? -1 : row % rows.classes;
            weights[row] = row % 5 / 4f;
          }
          float[] dz = rows.z.clone();
          double loss =
              new CrossEntropy()
                  .meanLogitGradient(dz, labels, weights, dz, rows.rows, rows.classes);
          update(digest, new double[] {loss});
          update(digest, dz);
        });
    lines.add(
        "cross-entropy double",
        (rows, digest) -> {
          double[] t = new double[rows.z.length];
          for (int i = 0; i < t.length; i++) {
            t[i] = i % 3 == 0 ? 0 : i * 37 % 101 / 101.0;
          }
          double[] dz = rows.wideZ.clone();
          double loss =
              new CrossEntropy().meanLogitGradient(dz, t, null, dz, rows.rows, rows.classes);
          update(digest, new double[] {loss});
          update(digest, dz);
        });
    lines.add(
        "cross-entropy of labels double",
        (rows, digest) -> {
          int[] labels = new int[rows.rows];
          double[] weights = new double[rows.rows];
          for (int row = 0; row < rows.rows; row++) {
            labels[row] = row % 7 == 6 ? -1 : row % rows.classes;
            weights[row] = row % 5 / 4.0;
          }
          double[] dz = new double[rows.z.length];
          double loss =
              BatchCost.of(new CrossEntropy())
                  .gradient(rows.wideZ, labels, weights, dz, rows.rows, rows.classes);
          update(digest, new double[] {loss});
          update(digest, dz);
        });
    for (String name : Costs.names()) {
      Cost cost = Costs.named(name);
      lines.add(name + " of labels", FEW_CLASSES, (rows, digest) -> ofLabels(cost, rows, digest));
      lines.add(name + " of targets", FEW_CLASSES, (rows, digest) -> ofTargets(cost, rows, digest));
    }
    BatchCost options = BatchCost.of(new CrossEntropy()).labelSmoothing(0.1).zLoss(0.01);
    for (double temperature : new double[] {1, 0.7}) {
      BatchCost cost = options.temperature(temperature);
      lines.add(
          "cross-entropy with smoothing, z-loss and temperature " + temperature,
          FEW_CLASSES,
          (rows, digest) -> withOptions(cost, rows, digest));
    }
    lines.made.addAll(LinearDigests.lines());
    return lines.made;
  }

  private static void ofLabels(Cost cost, Rows rows, MessageDigest digest) {
    int[] labels = new int[rows.rows];
    float[] weights = new float[rows.rows];
    for (int row = 0; row < rows.rows; row++) {
      labels[row] = row % 7 == 6 ? -1 : row * 5 % rows.classes;
      weights[row] = row % 5 / 4f;
    }
    float[] dz = new float[rows.z.length];
    double loss = cost.meanLogitGradient(rows.z, labels, weights, dz, rows.rows, rows.classes);
    update(digest, new double[] {loss});
    update(digest, dz);
  }

  private static void ofTargets(Cost cost, Rows rows, MessageDigest digest) {
    float[] t = new float[rows.z.length];
    for (int i = 0; i < t.length; i++) {
      t[i] = i % 3 == 0 ? 0 : Math.abs(i * 37 % 101 / 101f);
    }
    float[] dz = new float[rows.z.length];
    double loss = cost.meanLogitGradient(rows.z, t, null, dz, rows.rows, rows.classes);
    update(digest, new double[] {loss});
    update(digest, dz);
  }

  private static void withOptions(BatchCost cost, Rows rows, MessageDigest digest) {
    int[] labels = new int[rows.rows];
    float[] t = new float[rows.z.length];
    for (int row = 0; row < rows.rows; row++) {
      labels[row] = row % 7 == 6 ? -1 : row * 5 % rows.classes;
    }
    for (int i = 0; i < t.length; i++) {
      t[i] = i * 37 % 101 / 101f;
    }
    float[] dz = new float[rows.z.length];
    double loss = cost.gradient(rows.z, labels, null, dz, rows.rows, rows.classes);
    update(digest, new double[] {loss});
    update(digest, dz);
    loss = cost.gradient(rows.z, t, null, dz, rows.rows, rows.classes);
    update(digest, new double[] {loss});
    update(digest, dz);
  }

  private static void update(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length);
    bytes.asDoubleBuffer().put(values);
    digest.update(bytes);
  }
}
