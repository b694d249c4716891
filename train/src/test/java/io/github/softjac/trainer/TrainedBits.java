package io.github.softjac.trainer;

import io.github.softjac.layer.Linear;
import java.util.Arrays;

/// Trains linear models and prints a digest of each one's parameters: a process of
/// [SameTrainingTest].
final class TrainedBits {

  private TrainedBits() {}

  public static void main(String[] args) {
    for (String line : lines(Integer.parseInt(args[0]))) {
      System.out.println(line);
    }
  }

  static String[] lines(int threads) {
    Dataset dense = RandomData.weighted(RandomData.clouds(3000, 40, 5, 1), 2);
    Dataset[] tables = {dense, RandomData.sparse(dense), RandomData.clouds(400, 9, 3, 3)};
    String[] lines = new String[2 * tables.length];
    for (int i = 0; i < lines.length; i++) {
      TrainingOptions options =
          TrainingOptions.builder()
              .solver(i % 2 == 0 ? Solver.NEWTON : Solver.LBFGS)
              .threads(threads)
              .build();
      TrainingResult result =
          new Trainer(options).train(tables[i / 2], null, TrainingListener.NONE);
      Linear linear = (Linear) result.network().layers().getFirst();
      lines[i] =
          i
              + " "
              + Arrays.hashCode(linear.weights())
              + " "
              + Arrays.hashCode(linear.bias())
              + " "
              + Double.doubleToLongBits(result.objective());
    }
    return lines;
  }
}
