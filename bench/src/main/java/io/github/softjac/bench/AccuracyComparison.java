package io.github.softjac.bench;

import io.github.softjac.bench.accuracy.DoubleDouble;
import io.github.softjac.bench.accuracy.ExactSoftmax;
import io.github.softjac.bench.accuracy.UlpErrors;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.contestant.Contestants;
import io.github.softjac.bench.contestant.Entrant;
import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import io.github.softjac.softmax.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Errors of softmax in ulp against exact arithmetic, of ours, libtorch and ONNX Runtime: a
/// Markdown table each, classes down and scales of the logits across.
@Command(
    name = "bench/run accuracy",
    description = "Compares the accuracy of softmax with libtorch and ONNX Runtime, in ulp.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class AccuracyComparison implements Callable<Integer> {

  private static final long SEED = 20_260_102;

  @Option(
      names = "--classes",
      split = ",",
      defaultValue = "2,8,10,16,32,67,100,128,129,512,1000,4097,32000,128256",
      description = "Lengths of a row (default: ${DEFAULT-VALUE}).")
  private List<Integer> classes = new ArrayList<>();

  @Option(
      names = "--deviation",
      split = ",",
      defaultValue = "1e-3,1e-2,1e-1,1,10,100,1e3,1e4",
      description = "Standard deviations of the logits (default: ${DEFAULT-VALUE}).")
  private List<String> deviations = new ArrayList<>();

  @Option(
      names = "--elements",
      defaultValue = "1000000",
      description = "Outputs a cell of the table, at least one row (default: ${DEFAULT-VALUE}).")
  private int elements;

  @Option(names = "--quick", description = "A hundredth of the outputs.")
  private boolean quick;

  private AccuracyComparison() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new AccuracyComparison()).execute(arguments));
  }

  @Override
  public Integer call() {
    if (quick) {
      elements = Math.max(1, elements / 100);
    }
    List<Contestant> contestants =
        Contestants.all(1, ElementType.FLOAT).stream()
            .filter(contestant -> contestant.role() != Contestant.Role.LIMIT)
            .toList();
    List<AccuracyTables.Cell> cells = new ArrayList<>();
    for (int length : classes) {
      for (String deviation : deviations) {
        System.err.println("%d classes, deviation %s".formatted(length, deviation));
        cells.addAll(measure(contestants, length, deviation));
      }
    }
    System.out.println("## Errors of softmax in ulp: largest / root mean square");
    System.out.println();
    Machine.print(System.out);
    System.out.println("* Softjac's kernels in the end: " + Kernels.active());
    System.out.println(
        "* %d outputs a cell (at least one row), normally distributed logits; against exact arithmetic; results below 2⁻¹²⁶ left out"
            .formatted(elements));
    new AccuracyTables(cells).print(System.out);
    return 0;
  }

  private List<AccuracyTables.Cell> measure(
      List<Contestant> contestants, int length, String deviation) {
    Shape shape = Shape.ofElements(elements, length);
    Problem problem = Problem.random(Operation.FORWARD, shape, Double.parseDouble(deviation), SEED);
    List<Entrant> entrants = Entrant.of(contestants, problem);
    try {
      UlpErrors[] errors = new UlpErrors[entrants.size()];
      Arrays.setAll(errors, _ -> new UlpErrors());
      DoubleDouble[] exact = new DoubleDouble[length];
      float[] found = new float[length];
      for (int row = 0; row < shape.rows(); row++) {
        ExactSoftmax.row(problem.z(), row * length, length, exact);
        for (int who = 0; who < errors.length; who++) {
          entrants.get(who).call().copyRow(row, found);
          for (int k = 0; k < length; k++) {
            errors[who].add(found[k], exact[k]);
          }
        }
      }
      List<AccuracyTables.Cell> cells = new ArrayList<>();
      for (int who = 0; who < errors.length; who++) {
        String name = entrants.get(who).contestant().name();
        cells.add(new AccuracyTables.Cell(name, length, deviation, errors[who]));
      }
      return cells;
    } finally {
      entrants.forEach(Entrant::close);
    }
  }
}
