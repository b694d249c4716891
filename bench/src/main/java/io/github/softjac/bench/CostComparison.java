package io.github.softjac.bench;

import com.google.gson.Gson;
import io.github.softjac.bench.measure.Statistics;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Softmax and each cost of the catalogue, value and gradient of a batch of floats, beside
/// cross-entropy: one Markdown table for index labels, one for soft targets.
///
/// This JVM only starts others. In each of them all costs of one length of row take turns
/// ([CostFork]); the ratio to cross-entropy is taken within each round.
@Command(
    name = "bench/run costs",
    description = "Compares the time of every cost with that of cross-entropy.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class CostComparison implements Callable<Integer> {

  private static final Gson GSON = new Gson();

  /// What was promised of every cost.
  private static final double BOUND = 1.25;

  @Option(
      names = "--classes",
      split = ",",
      defaultValue = "10,32,128,1000,32000",
      description = "Lengths of a row (default: ${DEFAULT-VALUE}).")
  private List<Integer> classes = new ArrayList<>();

  @Option(names = "--forks", defaultValue = "5", description = "JVMs (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "Turns of each cost that are timed (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "MILLIS",
      defaultValue = "300",
      description = "How long each runs untimed before (default: ${DEFAULT-VALUE}).")
  private long warmUpMillis;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME",
      description = "Lines of the table to time beside cross-entropy (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(names = "--quick", description = "One JVM, few rounds: numbers that mean nothing.")
  private boolean quick;

  @Option(names = "--fork", hidden = true, defaultValue = "-1")
  private int fork;

  private CostComparison() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new CostComparison()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      forks = 1;
      rounds = 3;
      warmUpMillis = 50;
    }
    if (fork >= 0) {
      CostFork.run(fork, classes, only, rounds, warmUpMillis)
          .forEach(time -> System.out.println(GSON.toJson(time)));
      return 0;
    }
    List<CostFork.Time> times = new ArrayList<>();
    for (int number = 0; number < forks; number++) {
      System.err.println("fork %d of %d".formatted(number + 1, forks));
      ChildJvm.run(CostComparison.class, List.of(), arguments(number)).stream()
          .map(line -> GSON.fromJson(line, CostFork.Time.class))
          .forEach(times::add);
    }
    print(times, System.out);
    return 0;
  }

  private List<String> arguments(int number) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--classes",
                String.join(",", classes.stream().map(String::valueOf).toList()),
                "--rounds",
                String.valueOf(rounds),
                "--warm-up",
                String.valueOf(warmUpMillis),
                "--fork",
                String.valueOf(number)));
    if (!only.isEmpty()) {
      arguments.addAll(List.of("--only", String.join(",", only)));
    }
    return arguments;
  }

  private void print(List<CostFork.Time> times, PrintStream out) {
    out.println("## Every cost beside cross-entropy");
    out.println();
    Machine.print(out);
    out.println(
        "* JVMs: %d; rounds of each: %d; 16,384 elements a call, in cache"
            .formatted(forks, rounds));
    for (CostFork.Targets targets : CostFork.Targets.values()) {
      out.println();
      out.println("### " + targets.title());
      out.println();
      out.println(
          "Time of value and gradient divided by that of cross-entropy; in brackets the forks. Bold: above %s. The last line is nanoseconds an element of cross-entropy."
              .formatted(BOUND));
      out.println();
      table(times.stream().filter(time -> time.targets() == targets).toList(), out);
    }
  }

  private void table(List<CostFork.Time> times, PrintStream out) {
    StringBuilder head = new StringBuilder("| cost |");
    StringBuilder line = new StringBuilder("| --- |");
    for (int k : classes) {
      head.append(" %d classes |".formatted(k));
      line.append(" ---: |");
    }
    out.println(head);
    out.println(line);
    SequencedSet<String> names = new LinkedHashSet<>();
    times.forEach(time -> names.add(time.name()));
    for (String name : names) {
      StringBuilder row = new StringBuilder("| " + name + " |");
      for (int k : classes) {
        row.append(" " + ratio(times, name, k) + " |");
      }
      out.println(row);
    }
    StringBuilder last = new StringBuilder("| *" + CostFork.BASE + ", ns an element* |");
    for (int k : classes) {
      double[] nanos =
          times.stream()
              .filter(time -> time.classes() == k && time.name().equals(CostFork.BASE))
              .mapToDouble(CostFork.Time::nanos)
              .toArray();
      last.append(" %.3f |".formatted(Statistics.median(nanos)));
    }
    out.println(last);
  }

  private static String ratio(List<CostFork.Time> times, String name, int classes) {
    double[] ratios =
        times.stream()
            .filter(time -> time.classes() == classes && time.name().equals(name))
            .mapToDouble(CostFork.Time::ratio)
            .toArray();
    if (ratios.length == 0) {
      return "–";
    }
    double median = Statistics.median(ratios);
    return (median > BOUND ? "**%.2f** (%.2f–%.2f)" : "%.2f (%.2f–%.2f)")
        .formatted(median, Statistics.least(ratios), Statistics.most(ratios));
  }
}
