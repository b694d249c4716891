import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// Seconds of Spark MLlib's multinomial logistic regression (L-BFGS) on Fashion-MNIST until its
/// objective, `(1/n) Σ L_i + (l2/2) ‖W‖²` as everybody's, is below a target; one line of JSON.
///
/// A fit cannot be asked on the way, but it keeps the objective of each iteration. A short fit tells
/// what an iteration takes; the second has as many as the limit allows, and its seconds are shared
/// out evenly over its iterations up to the first that is low enough.
///
/// Started by `bench/reference/spark_lbfgs_time.py`; arguments: folder, l2, target, limit in
/// seconds.
final class SparkLogistic {

  private static final int HEAD_OF_IMAGES = 16;
  private static final int HEAD_OF_LABELS = 8;
  private static final int COLUMNS = 784;
  private static final int SHORT = 5;

  private SparkLogistic() {}

  public static void main(String[] args) throws Exception {
    double l2 = Double.parseDouble(args[1]);
    double target = Double.parseDouble(args[2]);
    double limit = Double.parseDouble(args[3]);
    int threads = Runtime.getRuntime().availableProcessors();
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[" + threads + "]")
            .appName("logistic")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      Dataset<Row> data = data(spark, Path.of(args[0])).repartition(threads).cache();
      data.count();
      fit(data, l2, SHORT);
      double iteration = fit(data, l2, SHORT).seconds / SHORT;
      Fit fit = fit(data, l2, (int) Math.max(1, limit / iteration));
      int first = 0;
      while (first < fit.objectives.length && fit.objectives[first] > target) {
        first++;
      }
      boolean reached = first < fit.objectives.length;
      int at = reached ? first : fit.objectives.length - 1;
      System.out.printf(
          Locale.ROOT,
          "{\"seconds\":%.3f,\"objective\":%.9f,\"logLoss\":NaN,\"reached\":%b}%n",
          fit.seconds * at / Math.max(1, fit.objectives.length - 1),
          fit.objectives[at],
          reached);
    }
  }

  /// The objective at the start and after each iteration.
  private record Fit(double seconds, double[] objectives) {}

  private static Fit fit(Dataset<Row> data, double l2, int iterations) {
    LogisticRegression regression =
        new LogisticRegression()
            .setFamily("multinomial")
            .setStandardization(false)
            .setRegParam(l2)
            .setElasticNetParam(0)
            .setTol(0)
            .setMaxIter(iterations);
    long start = System.nanoTime();
    double[] objectives = regression.fit(data).summary().objectiveHistory();
    return new Fit((System.nanoTime() - start) / 1e9, objectives);
  }

  private static Dataset<Row> data(SparkSession spark, Path folder) throws IOException {
    byte[] images = bytes(folder.resolve("train-images-idx3-ubyte.gz"));
    byte[] labels = bytes(folder.resolve("train-labels-idx1-ubyte.gz"));
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < labels.length - HEAD_OF_LABELS; row++) {
      double[] x = new double[COLUMNS];
      for (int j = 0; j < COLUMNS; j++) {
        x[j] = (float) ((images[HEAD_OF_IMAGES + row * COLUMNS + j] & 255) / 255.0);
      }
      rows.add(RowFactory.create((double) labels[HEAD_OF_LABELS + row], Vectors.dense(x)));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(rows, schema);
  }

  private static byte[] bytes(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return in.readAllBytes();
    }
  }
}
