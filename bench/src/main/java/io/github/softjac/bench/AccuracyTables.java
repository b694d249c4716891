package io.github.softjac.bench;

import io.github.softjac.bench.accuracy.UlpErrors;
import java.io.PrintStream;
import java.util.List;

/// Errors as Markdown: a table a contestant, classes down and deviations of the logits across.
final class AccuracyTables {

  /// Errors of one contestant at one length of a row and one deviation.
  record Cell(String contestant, int classes, String deviation, UlpErrors errors) {}

  private final List<Cell> cells;

  AccuracyTables(List<Cell> cells) {
    this.cells = cells;
  }

  void print(PrintStream out) {
    cells.stream().map(Cell::contestant).distinct().forEach(name -> print(name, out));
  }

  private void print(String contestant, PrintStream out) {
    List<Cell> theirs =
        cells.stream().filter(cell -> cell.contestant().equals(contestant)).toList();
    List<String> deviations = theirs.stream().map(Cell::deviation).distinct().toList();
    UlpErrors all = new UlpErrors();
    theirs.forEach(cell -> all.add(cell.errors()));
    out.println();
    out.println("### %s: %s over all".formatted(contestant, maxAndRms(all)));
    out.println();
    out.println("| classes | " + String.join(" | ", deviations) + " |");
    out.println("| ---: |" + " ---: |".repeat(deviations.size()));
    for (int classes : theirs.stream().map(Cell::classes).distinct().toList()) {
      StringBuilder line = new StringBuilder("| %d |".formatted(classes));
      theirs.stream()
          .filter(cell -> cell.classes() == classes)
          .forEach(cell -> line.append(" %s |".formatted(maxAndRms(cell.errors()))));
      out.println(line);
    }
  }

  private static String maxAndRms(UlpErrors errors) {
    return errors.count() == 0 ? "–" : "%.2f / %.2f".formatted(errors.max(), errors.rms());
  }
}
