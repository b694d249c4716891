package io.github.softjac.bench;

import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.measure.Measurement;
import io.github.softjac.bench.measure.Statistics;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Place;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Measurements of all forks as Markdown: one table an operation, place and deviation, one line a
/// length of row.
final class PeerTables {

  /// A fork this much slower than the median of the forks is worth a warning.
  private static final double SLOW_FORK = 1.5;

  private final List<Measurement> measurements;

  private record Table(Operation operation, Place place, double deviation) {

    static Table of(Measurement measurement) {
      return new Table(measurement.operation(), measurement.place(), measurement.deviation());
    }
  }

  PeerTables(List<Measurement> measurements) {
    this.measurements = measurements;
  }

  void print(PrintStream out) {
    measurements.stream()
        .map(Measurement::kernels)
        .distinct()
        .forEach(kernels -> out.println("* Softjac's kernels: " + kernels));
    // Forks have orders of their own; tables have one.
    Comparator<Table> order =
        Comparator.comparing(Table::operation)
            .thenComparing(Table::place)
            .thenComparingDouble(Table::deviation);
    measurements.stream()
        .map(Table::of)
        .distinct()
        .sorted(order)
        .forEach(table -> print(table, out));
  }

  private void print(Table table, PrintStream out) {
    List<Measurement> all =
        measurements.stream().filter(measurement -> Table.of(measurement).equals(table)).toList();
    out.println();
    out.println(
        "### %s, %s, logits of deviation %s"
            .formatted(
                capital(table.operation().title()),
                table.place().title(),
                plain(table.deviation())));
    out.println();
    List<String> others =
        all.stream()
            .filter(measurement -> measurement.role() != Contestant.Role.OURS)
            .sorted(Comparator.comparing(Measurement::role))
            .map(Measurement::contestant)
            .distinct()
            .toList();
    head(all, others, out);
    List<String> warnings = new ArrayList<>();
    all.stream()
        .map(Measurement::classes)
        .distinct()
        .sorted()
        .forEach(classes -> line(ofClasses(all, classes), others, warnings, out));
    if (!warnings.isEmpty()) {
      out.println();
      warnings.forEach(out::println);
    }
  }

  private static void head(List<Measurement> all, List<String> others, PrintStream out) {
    StringBuilder head = new StringBuilder("| classes | rows | Softjac | best | forks |");
    StringBuilder rule = new StringBuilder("| ---: | ---: | ---: | ---: | ---: |");
    for (String other : others) {
      boolean limit = of(all, other).getFirst().role() == Contestant.Role.LIMIT;
      head.append(" %s | %s |".formatted(other, limit ? "of its speed" : "theirs / ours"));
      rule.append(" ---: | ---: |");
    }
    out.println(head);
    out.println(rule);
  }

  private static void line(
      List<Measurement> all, List<String> others, List<String> warnings, PrintStream out) {
    List<Measurement> ours =
        all.stream().filter(one -> one.role() == Contestant.Role.OURS).toList();
    double[] medians = each(ours, Measurement::medianNanos);
    double median = Statistics.median(medians);
    StringBuilder line =
        new StringBuilder(
            "| %d | %d | %.3f | %.3f | %.3f–%.3f |"
                .formatted(
                    ours.getFirst().classes(),
                    ours.getFirst().rows(),
                    median,
                    Statistics.least(each(ours, Measurement::bestNanos)),
                    Statistics.least(medians),
                    Statistics.most(medians)));
    for (String other : others) {
      line.append(cells(of(all, other)));
    }
    out.println(line);
    for (Measurement one : ours) {
      if (one.medianNanos() > SLOW_FORK * median) {
        warnings.add(
            "* **Fork %d was slow at %d classes**: %.3f ns an element, %.1f times the median of the forks."
                .formatted(
                    one.fork(), one.classes(), one.medianNanos(), one.medianNanos() / median));
      }
    }
  }

  /// Their time, and what it is to ours.
  private static String cells(List<Measurement> theirs) {
    double nanos = Statistics.median(each(theirs, Measurement::medianNanos));
    double[] ratios = each(theirs, Measurement::ratio);
    double ratio = Statistics.median(ratios);
    return theirs.getFirst().role() == Contestant.Role.LIMIT
        ? " %.3f | %.0f %% |".formatted(nanos, 100 * ratio)
        : " %.3f | **%.2f** (%.2f–%.2f) |"
            .formatted(nanos, ratio, Statistics.least(ratios), Statistics.most(ratios));
  }

  private static List<Measurement> ofClasses(List<Measurement> all, int classes) {
    return all.stream().filter(one -> one.classes() == classes).toList();
  }

  private static List<Measurement> of(List<Measurement> all, String contestant) {
    return all.stream().filter(one -> one.contestant().equals(contestant)).toList();
  }

  private static double[] each(List<Measurement> all, ToDoubleFunction<Measurement> value) {
    return all.stream().mapToDouble(value).toArray();
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
