package io.github.softjac.bench;

import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.contestant.Contestants;
import io.github.softjac.bench.contestant.LibTorch;
import io.github.softjac.bench.measure.Budget;
import io.github.softjac.bench.measure.Measurement;
import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Place;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Softjac beside libtorch, ONNX Runtime and the memory limit: one Markdown table an operation and
/// place on standard output, and every measurement as a line of JSON.
///
/// This JVM only starts others and reads what they print. Each of them runs [PeerFork]: all
/// contestants in one process, shape by shape and round by round.
@Command(
    name = "bench/run peers",
    description = "Compares speed with libtorch, ONNX Runtime and the memory limit.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
public final class PeerComparison implements Callable<Integer> {

  private static final List<Integer> FEW_CLASSES = List.of(10, 128, 1000, 32000);

  @Option(
      names = "--operations",
      split = ",",
      defaultValue = "forward,backward,cross-entropy",
      description = "What to time (default: ${DEFAULT-VALUE}).")
  private List<Operation> operations = new ArrayList<>();

  @Option(
      names = "--places",
      split = ",",
      defaultValue = "in-cache,out-of-cache,one-row",
      description = "How much a call works on (default: ${DEFAULT-VALUE}).")
  private List<Place> places = new ArrayList<>();

  @Option(
      names = "--classes",
      split = ",",
      defaultValue = "8,10,16,32,64,100,128,512,1000,4096,32000,128256",
      description = "Lengths of a row (default: ${DEFAULT-VALUE}).")
  private List<Integer> classes = new ArrayList<>();

  @Option(
      names = "--type",
      defaultValue = "float",
      description = "Of numbers: float or double (default: ${DEFAULT-VALUE}).")
  private ElementType type = ElementType.FLOAT;

  @Option(
      names = "--deviation",
      split = ",",
      defaultValue = "1",
      description =
          "Standard deviation of the logits, for example 1,10 (default: ${DEFAULT-VALUE}).")
  private List<Double> deviations = new ArrayList<>();

  @Option(
      names = "--forks",
      defaultValue = "5",
      description = "JVMs, one after the other (default: ${DEFAULT-VALUE}).")
  private int forks;

  @Option(
      names = "--rounds",
      defaultValue = "21",
      description =
          "Rounds a shape in cache; out of cache a third of them (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "MS",
      defaultValue = "1000",
      description = "Warm-up of each contestant on each shape (default: ${DEFAULT-VALUE}).")
  private long warmUpMillis;

  @Option(
      names = "--turn",
      paramLabel = "MS",
      defaultValue = "1",
      description = "Length of a turn in cache (default: ${DEFAULT-VALUE}).")
  private double turnMillis;

  @Option(
      names = "--threads",
      defaultValue = "1",
      description = "Threads of everybody (default: ${DEFAULT-VALUE}).")
  private int threads;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where to write the measurements as lines of JSON.")
  private @Nullable Path json;

  @Option(
      names = "--quick",
      description =
          "A short run that shows that everything works: one fork, three rounds, few classes, a quarter of the memory. Not for numbers.")
  private boolean quick;

  @Option(names = "--fork", hidden = true, defaultValue = "-1")
  private int fork;

  private final List<String> arguments;

  private PeerComparison(List<String> arguments) {
    this.arguments = arguments;
  }

  public static void main(String[] arguments) {
    PeerComparison comparison = new PeerComparison(List.of(arguments));
    System.exit(
        new CommandLine(comparison)
            .registerConverter(Operation.class, Operation::ofOption)
            .registerConverter(Place.class, Place::ofOption)
            .registerConverter(ElementType.class, ElementType::ofOption)
            .execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      shorten();
    }
    if (fork >= 0) {
      runFork(System.out);
    } else {
      runForks(System.out);
    }
    return 0;
  }

  private void shorten() {
    forks = 1;
    rounds = 3;
    warmUpMillis = Math.min(warmUpMillis, 100);
    if (classes.size() > FEW_CLASSES.size()) {
      classes = FEW_CLASSES;
    }
  }

  /// The turn of one JVM among several: prints lines of JSON and nothing else.
  private void runFork(PrintStream out) {
    List<Contestant> contestants = Contestants.all(threads, type);
    Budget budget = new Budget(rounds, warmUpMillis, turnMillis);
    PeerFork peerFork = new PeerFork(fork, contestants, budget, quick, System.err);
    peerFork.run(operations, places, classes, deviations, out);
  }

  private void runForks(PrintStream out) throws IOException, InterruptedException {
    out.println("## Softjac beside its peers" + (quick ? ", a quick run: not for numbers" : ""));
    out.println();
    Machine.print(out);
    out.println(
        "* libtorch 2.7.1 (%s), ONNX Runtime 1.29.0; everybody in %s; threads of everybody: %d"
            .formatted(new LibTorch(threads, type).capability(), type.option(), threads));
    out.println(
        "* JVMs: %d; rounds a shape: %d, a third of them out of cache; from `bench/run peers %s`"
            .formatted(forks, rounds, String.join(" ", arguments)));
    List<Measurement> measurements = new ArrayList<>();
    for (int number = 0; number < forks; number++) {
      List<String> forkArguments = new ArrayList<>(arguments);
      forkArguments.addAll(List.of("--fork", Integer.toString(number)));
      List<String> lines = ChildJvm.run(PeerComparison.class, forkFlags(), forkArguments);
      lines.stream().map(Measurement::ofJson).forEach(measurements::add);
    }
    if (json != null) {
      Files.write(json, measurements.stream().map(Measurement::toJson).toList());
    }
    new PeerTables(measurements).print(out);
  }

  /// Of one size from the start, so that the heap does not grow while time is taken; and as many
  /// processors for ours as the peers have threads.
  private List<String> forkFlags() {
    return List.of("-XX:+UseSerialGC", "-Xms3g", "-Xmx3g", "-XX:ActiveProcessorCount=" + threads);
  }
}
