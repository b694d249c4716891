import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/// Examples a second of Spark MLlib's MultilayerPerceptronClassifier with layers of 784-256-128-100-10,
/// as one number. Its layers are sigmoids, and it has no mini-batches: each step takes all rows, in
/// blocks of so many, and is one evaluation of the gradient. The time of a step is that of many less
/// that of few, so that starting and caching do not count.
///
/// Started by `bench/reference/networks.py`; arguments: rows of a block, threads.
final class SparkPerceptron {

  private static final int ROWS = 12_800;
  private static final int COLUMNS = 784;
  private static final int CLASSES = 10;
  private static final int[] LAYERS = {COLUMNS, 256, 128, 100, CLASSES};
  private static final int FEW = 2;
  private static final int MANY = 6;

  private SparkPerceptron() {}

  public static void main(String[] args) throws Exception {
    int block = Integer.parseInt(args[0]);
    int threads = Integer.parseInt(args[1]);
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[" + threads + "]")
            .appName("perceptron")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()) {
      Dataset<Row> data = data(spark).repartition(threads).cache();
      data.count();
      seconds(data, block, FEW);
      double few = seconds(data, block, FEW);
      double many = seconds(data, block, MANY);
      System.out.printf(Locale.ROOT, "%.0f%n", ROWS * (MANY - FEW) / (many - few));
    }
  }

  private static double seconds(Dataset<Row> data, int block, int steps) {
    MultilayerPerceptronClassifier perceptron =
        new MultilayerPerceptronClassifier()
            .setLayers(LAYERS)
            .setBlockSize(block)
            .setSolver("gd")
            .setTol(0)
            .setSeed(1)
            .setMaxIter(steps);
    long start = System.nanoTime();
    perceptron.fit(data);
    return (System.nanoTime() - start) / 1e9;
  }

  private static Dataset<Row> data(SparkSession spark) {
    Random random = new Random(1);
    List<Row> rows = new ArrayList<>(ROWS);
    for (int i = 0; i < ROWS; i++) {
      double[] x = new double[COLUMNS];
      for (int j = 0; j < COLUMNS; j++) {
        x[j] = random.nextGaussian();
      }
      rows.add(RowFactory.create((double) random.nextInt(CLASSES), Vectors.dense(x)));
    }
    StructType schema =
        new StructType()
            .add("label", DataTypes.DoubleType)
            .add("features", SQLDataTypes.VectorType());
    return spark.createDataFrame(rows, schema);
  }
}
