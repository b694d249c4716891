package io.github.softjac.bench;

import com.google.gson.Gson;
import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.Softjac;
import io.github.softjac.bench.measure.Statistics;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import io.github.softjac.softmax.Kernels;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The very first call in a fresh JVM, and how many calls it takes until full speed. Each line of
/// the table is one operation on one shape in JVMs that have done nothing else.
@Command(
    name = "bench/run cold",
    description = "Times the first call in a fresh JVM and the calls until full speed.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class ColdStart implements Callable<Integer> {

  private static final Gson GSON = new Gson();
  private static final long SEED = 20_260_103;

  @Option(
      names = "--operations",
      split = ",",
      defaultValue = "forward,backward,cross-entropy",
      description = "What to time (default: ${DEFAULT-VALUE}).")
  private List<Operation> operations = new ArrayList<>();

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue = "1x10,128x10,128x128,16x1000,1x32000",
      description = "Rows x classes (default: ${DEFAULT-VALUE}).")
  private List<Shape> shapes = new ArrayList<>();

  @Option(
      names = "--forks",
      defaultValue = "5",
      description = "JVMs of each line (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--seconds",
      defaultValue = "3",
      description = "How long to go on calling (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the measurements as lines of JSON.")
  private @Nullable Path json;

  @Option(names = "--quick", description = "One JVM of a second for each line, two shapes.")
  private boolean quick;

  @Option(names = "--fork", hidden = true, defaultValue = "-1")
  private int fork;

  /// What one JVM has seen: a line of the JSON output.
  ///
  /// @param firstNanos of the first call, loading of classes included
  /// @param callsUntilFullSpeed see [CallTimes#callsUntilFullSpeed()]
  /// @param millisUntilFullSpeed sum of the times of these calls
  /// @param steadyNanos of a call in the end
  /// @param kernels which of ours ran in the end
  record Start(
      Operation operation,
      int rows,
      int classes,
      int fork,
      double firstNanos,
      int callsUntilFullSpeed,
      double millisUntilFullSpeed,
      double steadyNanos,
      String kernels) {}

  private ColdStart() {}

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new ColdStart())
            .registerConverter(Operation.class, Operation::ofOption)
            .registerConverter(Shape.class, Shape::parse)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fork >= 0) {
      Start start = measure(operations.getFirst(), shapes.getFirst());
      System.out.println(GSON.toJson(start));
      return 0;
    }
    if (quick) {
      forks = 1;
      seconds = 1;
      shapes = List.of(new Shape(1, 10), new Shape(16, 1000));
    }
    runForks(System.out);
    return 0;
  }

  private Start measure(Operation operation, Shape shape) {
    Problem problem = Problem.random(operation, shape, 1, SEED);
    try (Call call = new Softjac().prepare(problem)) {
      CallTimes times = CallTimes.of(call, (long) (seconds * TimeUnit.SECONDS.toNanos(1)));
      return new Start(
          operation,
          shape.rows(),
          shape.classes(),
          fork,
          times.first(),
          times.callsUntilFullSpeed(),
          times.nanosUntilFullSpeed() / TimeUnit.MILLISECONDS.toNanos(1),
          times.steady(),
          Kernels.active());
    }
  }

  private void runForks(PrintStream out) throws IOException, InterruptedException {
    out.println("## Cold start");
    out.println();
    Machine.print(out);
    out.println("* median of %d JVMs a line, %s s each".formatted(forks, seconds));
    out.println();
    out.println(
        "| operation | shape | first call, ms | calls until full speed | ms until then | steady call, µs | forks | kernels in the end |");
    out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
    List<String> lines = new ArrayList<>();
    for (Operation operation : operations) {
      for (Shape shape : shapes) {
        List<Start> starts = new ArrayList<>();
        for (int number = 0; number < forks; number++) {
          List<String> printed = runFork(operation, shape, number);
          lines.addAll(printed);
          printed.stream().map(line -> GSON.fromJson(line, Start.class)).forEach(starts::add);
        }
        double[] steady = each(starts, Start::steadyNanos);
        out.println(
            "| %s | %s | %.2f | %.0f | %.1f | %.3f | %.3f–%.3f | %s |"
                .formatted(
                    operation.title(),
                    shape,
                    Statistics.median(each(starts, Start::firstNanos)) / 1e6,
                    Statistics.median(each(starts, Start::callsUntilFullSpeed)),
                    Statistics.median(each(starts, Start::millisUntilFullSpeed)),
                    Statistics.median(steady) / 1e3,
                    Statistics.least(steady) / 1e3,
                    Statistics.most(steady) / 1e3,
                    starts.stream()
                        .map(Start::kernels)
                        .distinct()
                        .collect(Collectors.joining("; "))));
      }
    }
    if (json != null) {
      Files.write(json, lines);
    }
  }

  private List<String> runFork(Operation operation, Shape shape, int number)
      throws IOException, InterruptedException {
    System.err.println(
        "fork %d of %d: %s, %s".formatted(number + 1, forks, operation.title(), shape));
    return ChildJvm.run(
        ColdStart.class,
        List.of(),
        List.of(
            "--operations",
            operation.option(),
            "--shapes",
            shape.toString(),
            "--seconds",
            Double.toString(seconds),
            "--fork",
            Integer.toString(number)));
  }

  private static double[] each(List<Start> starts, ToDoubleFunction<Start> value) {
    return starts.stream().mapToDouble(value).toArray();
  }
}
