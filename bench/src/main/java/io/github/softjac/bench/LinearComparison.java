package io.github.softjac.bench;

import io.github.softjac.bench.measure.Statistics;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Matrix products beside OpenBLAS and libtorch (MKL), linear models beside libtorch and the limit
/// of reading the features: one Markdown table on standard output.
@Command(
    name = "bench/run linear",
    description = "Compares matrix products and linear models with OpenBLAS, libtorch and memory.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class LinearComparison implements Callable<Integer> {

  @Option(
      names = "--forks",
      defaultValue = "3",
      description = "JVMs, one after the other (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--rounds",
      defaultValue = "15",
      description = "Rounds a task (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Threads of everybody (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--quick",
      description =
          "A short run that shows that everything works: one fork, three rounds, small shapes. Not for numbers.")
  private boolean quick;

  @Option(names = "--fork", hidden = true, defaultValue = "-1")
  private int fork;

  private final List<String> arguments;

  private LinearComparison(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LinearComparison(List.of(arguments))).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      forks = 1;
      rounds = 3;
    }
    if (fork >= 0) {
      new LinearFork(threads, rounds, quick, System.out).run();
    } else {
      runForks(System.out);
    }
    return 0;
  }

  private void runForks(PrintStream out) throws IOException, InterruptedException {
    out.println("## Products and linear models" + (quick ? ", a quick run: not for numbers" : ""));
    out.println();
    Machine.print(out);
    out.println("* OpenBLAS 0.3.30, libtorch 2.7.1; threads of everybody: " + threads);
    out.println(
        "* JVMs: %d; rounds a task: %d; from `bench/run linear %s`"
            .formatted(forks, rounds, String.join(" ", arguments)));
    Map<String, List<String[]>> found = new LinkedHashMap<>();
    for (int number = 0; number < forks; number++) {
      List<String> forkArguments = new ArrayList<>(arguments);
      forkArguments.addAll(List.of("--fork", Integer.toString(number)));
      for (String line : ChildJvm.run(LinearComparison.class, flags(), forkArguments)) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 4) {
          found.computeIfAbsent(fields[0] + " | " + fields[1], _ -> new ArrayList<>()).add(fields);
        }
      }
    }
    out.println();
    out.println("| task | beside | ours | theirs / ours | least | most |");
    out.println("| --- | --- | --- | --- | --- | --- |");
    found.forEach((task, forksOfTask) -> row(out, task, forksOfTask));
  }

  private static void row(PrintStream out, String task, List<String[]> forks) {
    double[] ratios = forks.stream().mapToDouble(fields -> Double.parseDouble(fields[3])).toArray();
    double[] ours =
        forks.stream()
            .mapToDouble(fields -> Double.parseDouble(fields[2].split(" ", -1)[0]))
            .toArray();
    String unit = forks.getFirst()[2].split(" ", -1)[1];
    out.println(
        "| %s | %.2f %s | **%.2f** | %.2f | %.2f |"
            .formatted(
                task,
                Statistics.median(ours),
                unit,
                Statistics.median(ratios),
                Statistics.least(ratios),
                Statistics.most(ratios)));
  }

  /// Vector kernels from the start: how they get ready is another benchmark's matter.
  private static List<String> flags() {
    return List.of("-XX:+UseSerialGC", "-Xms3g", "-Xmx3g", "-Dsoftjac.kernel=vector");
  }
}
