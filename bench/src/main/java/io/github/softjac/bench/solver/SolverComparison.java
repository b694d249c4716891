package io.github.softjac.bench.solver;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Seconds until the objective of a linear softmax model is within 1e-4 of itself of the least one,
/// each contestant in a process of its own, all in turn, round after round.
@Command(
    name = "bench/run solvers",
    mixinStandardHelpOptions = true,
    description = "Time to the optimum on Fashion-MNIST, beside scikit-learn, liblinear, Tribuo.")
public final class SolverComparison implements Callable<Integer> {

  private static final double L2 = 1e-4;

  /// By scikit-learn 1.2 in float64 to a tolerance of 1e-10: `bench/reference/sklearn_optimum.py`.
  private static final double LEAST = 0.37947707689958937;

  /// Contestants that are started by a script.
  private static final Map<String, String> SCRIPTS =
      Map.of("sklearn-lbfgs", "sklearn_lbfgs_time.py", "spark-lbfgs", "spark_lbfgs_time.py");

  private static final double NEAR = 1e-4;

  @Parameters(paramLabel = "FOLDER", description = "Fashion-MNIST's four IDX files, compressed.")
  private Path folder = Path.of("");

  @Option(
      names = "--python",
      defaultValue = "/usr/bin/python3",
      description = "Has scikit-learn. Default: ${DEFAULT-VALUE}.")
  private String python = "";

  @Option(
      names = "--limit",
      defaultValue = "300",
      description = "Seconds after which a contestant is given up. Default: ${DEFAULT-VALUE}.")
  private double limit;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Processes of each. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--only",
      split = ",",
      description =
          "These contestants only; there is spark-lbfgs, too (318 MB of jars). Default:"
              + " ${DEFAULT-VALUE}.",
      defaultValue = "softjac-newton,softjac-lbfgs,sklearn-lbfgs,liblinear,tribuo")
  private List<String> contestants = List.of();

  private SolverComparison() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new SolverComparison()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (String contestant : contestants) {
        System.err.printf(Locale.ROOT, "round %d: %s…%n", round + 1, contestant);
        outcomes.computeIfAbsent(contestant, name -> new ArrayList<>()).add(run(contestant));
      }
    }
    System.out.println("| | seconds, median of " + rounds + " | times Softjac's | reached |");
    System.out.println("| --- | --- | --- | --- |");
    double first = median(outcomes.getOrDefault(contestants.getFirst(), List.of()));
    outcomes.forEach((name, all) -> print(name, all, first));
    return 0;
  }

  private static double median(List<Outcome> outcomes) {
    double[] seconds = outcomes.stream().mapToDouble(Outcome::seconds).sorted().toArray();
    return seconds[seconds.length / 2];
  }

  private static void print(String name, List<Outcome> outcomes, double first) {
    Outcome last = outcomes.getLast();
    String reached =
        !Double.isNaN(last.objective())
            ? String.format(Locale.ROOT, "objective %.6f", last.objective())
            : !Double.isNaN(last.logLoss())
                ? String.format(Locale.ROOT, "log-loss %.6f", last.logLoss())
                : "nothing in the time";
    double seconds = median(outcomes);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.2f | %.1f | %s%s |%n",
        name,
        seconds,
        seconds / first,
        reached,
        last.reached() ? "" : " (not the target)");
  }

  private Outcome run(String contestant) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String script = SCRIPTS.get(contestant);
    if (script != null) {
      command.add(python);
      command.add(
          Path.of(System.getProperty("softjac.bench", "bench"), "reference", script).toString());
    } else {
      command.add(java);
      command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
      command.addAll(
          List.of(
              "-cp",
              System.getProperty("java.class.path"),
              SolverFork.class.getName(),
              contestant));
    }
    command.addAll(
        Arrays.asList(
            folder.toString(),
            Double.toString(L2),
            Double.toString(LEAST * (1 + NEAR)),
            Double.toString(limit)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("JAVA", java);
    Process process = builder.start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      // Reading the data and starting come on top of the limit, Spark's two short fits, too.
      if (!process.waitFor((long) limit + 120, TimeUnit.SECONDS)) {
        return new Outcome(limit, Double.NaN, Double.NaN, false);
      }
      String line = output.readLine();
      if (process.exitValue() != 0 || line == null) {
        throw new IllegalStateException(contestant + " failed: its messages are above");
      }
      return new Gson().fromJson(line, Outcome.class);
    } finally {
      process.destroy();
    }
  }
}
