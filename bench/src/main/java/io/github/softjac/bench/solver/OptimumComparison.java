package io.github.softjac.bench.solver;

import io.github.softjac.linear.SparseRows;
import io.github.softjac.trainer.Dataset;
import io.github.softjac.trainer.Solver;
import io.github.softjac.trainer.Trainer;
import io.github.softjac.trainer.TrainingListener;
import io.github.softjac.trainer.TrainingOptions;
import io.github.softjac.trainer.TrainingResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The least objective of a linear softmax model on a LIBSVM file, as both solvers find it, and how
/// far it is from a value found elsewhere.
@Command(
    name = "bench/run optimum",
    mixinStandardHelpOptions = true,
    description = "The optimum on sparse rows, beside bench/reference/sklearn_optimum.py --dump.")
public final class OptimumComparison implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "Rows; features numbered from 1, labels from 0.")
  private Path file = Path.of("");

  @Option(names = "--l2", defaultValue = "1e-4", description = "Default: ${DEFAULT-VALUE}.")
  private double l2;

  @Option(names = "--expect", required = true, description = "The value found elsewhere.")
  private double expected;

  private int[] starts = new int[1025];
  private int[] columnOf = new int[1 << 16];
  private float[] values = new float[1 << 16];
  private int[] labels = new int[1024];
  private int rows;
  private int columns;

  private OptimumComparison() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new OptimumComparison()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          add(line.split(" ", -1));
        }
      }
    }
    SparseRows x = new SparseRows(Arrays.copyOf(starts, rows + 1), columnOf, values, columns);
    int[] classOf = Arrays.copyOf(labels, rows);
    Dataset data = new Dataset(x, classOf, null, Arrays.stream(classOf).max().orElse(0) + 1);
    System.out.println("| solver | objective | less expected, relative | iterations | seconds |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (Solver solver : new Solver[] {Solver.NEWTON, Solver.LBFGS}) {
      long start = System.nanoTime();
      TrainingResult result =
          new Trainer(TrainingOptions.builder().solver(solver).l2(l2).epochs(20_000).build())
              .train(data, null, TrainingListener.NONE);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.12f | %.1e | %d | %.2f |%n",
          result.solver(),
          result.objective(),
          (result.objective() - expected) / expected,
          result.iterations(),
          (System.nanoTime() - start) / 1e9);
    }
    return 0;
  }

  private void add(String[] cells) {
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
      starts = Arrays.copyOf(starts, 2 * rows + 1);
    }
    labels[rows] = (int) Double.parseDouble(cells[0]);
    int entries = starts[rows];
    for (int i = 1; i < cells.length; i++) {
      int colon = cells[i].indexOf(':');
      if (colon < 0) {
        continue;
      }
      if (entries == values.length) {
        columnOf = Arrays.copyOf(columnOf, 2 * entries);
        values = Arrays.copyOf(values, 2 * entries);
      }
      columnOf[entries] = Integer.parseInt(cells[i].substring(0, colon)) - 1;
      values[entries] = Float.parseFloat(cells[i].substring(colon + 1));
      columns = Math.max(columns, columnOf[entries] + 1);
      entries++;
    }
    rows++;
    starts[rows] = entries;
  }
}
