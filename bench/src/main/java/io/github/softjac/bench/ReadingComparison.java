package io.github.softjac.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `bench/run reading`: how fast tables of numbers are read: Softjac from CSV and from Parquet to
/// features, Hardwood from Parquet to arrays, FastCSV to parsed numbers, DuckDB to sums of all
/// columns. Each in JVMs of its own, in turn; the median over the forks of the fastest pass of
/// each.
@Command(
    name = "reading",
    mixinStandardHelpOptions = true,
    description = "Reads a table of numbers from CSV and Parquet, beside FastCSV and DuckDB.")
public final class ReadingComparison implements Callable<Integer> {

  @Option(names = "--rows", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}.")
  private int rows;

  @Option(names = "--columns", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
  private int columns;

  @Option(names = "--forks", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(
      names = "--passes",
      defaultValue = "4",
      description = "A fork. Default: ${DEFAULT-VALUE}.")
  private int passes;

  @Option(names = "--quick", description = "100,000 rows, one fork.")
  private boolean quick;

  ReadingComparison() {}

  /// Runs the comparison.
  public static void main(String[] args) {
    System.exit(new CommandLine(new ReadingComparison()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick) {
      rows = 100_000;
      forks = 1;
    }
    Path folder = Files.createTempDirectory("softjac-reading");
    Path csv = folder.resolve("numbers.csv");
    Path parquet = folder.resolve("numbers.parquet");
    try {
      System.err.printf(Locale.ROOT, "writing %,d rows of %d numbers…%n", rows, columns);
      ReadingFork.write(csv, parquet, rows, columns);
      report(csv, parquet);
    } finally {
      Files.deleteIfExists(csv);
      Files.deleteIfExists(parquet);
      Files.deleteIfExists(folder);
    }
    return 0;
  }

  private void report(Path csv, Path parquet) throws IOException, InterruptedException {
    Map<String, List<double[]>> seconds = new LinkedHashMap<>();
    for (int fork = 0; fork < forks; fork++) {
      for (ReadingFork.Reader reader : ReadingFork.Reader.values()) {
        System.err.printf(Locale.ROOT, "fork %d: %s%n", fork + 1, reader.title());
        Path file = reader.readsParquet() ? parquet : csv;
        seconds.computeIfAbsent(reader.title(), name -> new ArrayList<>()).add(fork(reader, file));
      }
    }
    long csvBytes = Files.size(csv);
    System.out.printf(
        Locale.ROOT,
        "%,d rows × %d numbers: CSV %,d bytes, Parquet %,d bytes; %d threads; %d forks%n%n",
        rows,
        columns,
        csvBytes,
        Files.size(parquet),
        ReadingFork.THREADS,
        forks);
    System.out.println(
        "| reader | s | MB/s of the CSV | processor s | MB/s if each of its threads had a processor"
            + " | rows per processor second, to Softjac's CSV |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    double own = median(seconds.getOrDefault(ReadingFork.Reader.SOFTJAC_CSV.title(), List.of()), 1);
    seconds.forEach((title, all) -> {
      double s = median(all, 0);
      double processor = median(all, 1);
      int threads = title.endsWith("1 thread") ? 1 : ReadingFork.THREADS;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.0f | %.2f | %.0f | %.2f |%n",
          title,
          s,
          csvBytes / s / 1e6,
          processor,
          threads * csvBytes / processor / 1e6,
          own / processor);
    });
  }

  private double[] fork(ReadingFork.Reader reader, Path file)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-Xmx3g",
            "-XX:+UseParallelGC",
            "-cp",
            System.getProperty("java.class.path"),
            ReadingFork.class.getName(),
            reader.name(),
            file.toString(),
            Integer.toString(passes)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream output = process.getInputStream()) {
      String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IOException("a fork has failed: " + command);
      }
      String[] numbers = text.substring(text.lastIndexOf('\n') + 1).split(" ", -1);
      return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
    }
  }

  private static double median(List<double[]> values, int which) {
    double[] sorted = values.stream().mapToDouble(pair -> pair[which]).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
