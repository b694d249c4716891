package io.github.softjac.bench.measure;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.contestant.Entrant;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import java.util.List;

/// Holds every contestant to the same result before its time is worth anything.
///
/// Elements may differ by 1e-5 of the size of the terms that make up their row (not of the element
/// itself: a gradient may be the small difference of large terms), and the mean cost by 1e-5 of
/// itself.
public final class Agreement {

  private static final double TOLERANCE = 1e-5;

  private Agreement() {}

  /// Compares every peer with the first entrant, which is ours. All have run.
  ///
  /// @throws IllegalStateException if results differ, naming the first element that does
  public static void check(Problem problem, List<Entrant> entrants) {
    for (Entrant entrant : entrants) {
      if (entrant.is(Contestant.Role.PEER)) {
        check(problem, entrant.contestant().name(), entrant.call(), entrants.getFirst().call());
      }
    }
  }

  private static void check(Problem problem, String name, Call found, Call expected) {
    Shape shape = problem.shape();
    float[] foundRow = new float[shape.classes()];
    float[] expectedRow = new float[shape.classes()];
    for (int row = 0; row < shape.rows(); row++) {
      found.copyRow(row, foundRow);
      expected.copyRow(row, expectedRow);
      double allowed = TOLERANCE * sizeOfTerms(problem, row, expectedRow);
      for (int k = 0; k < foundRow.length; k++) {
        if (!(Math.abs((double) foundRow[k] - expectedRow[k]) <= allowed)) {
          throw new IllegalStateException(
              "%s, %s, %s: row %d, column %d is %s, and %s from Softjac: at most %.1e apart is allowed"
                  .formatted(
                      name,
                      problem.operation().title(),
                      shape,
                      row,
                      k,
                      foundRow[k],
                      expectedRow[k],
                      allowed));
        }
      }
    }
    double loss = expected.loss();
    if (!Double.isNaN(loss) && !(Math.abs(found.loss() - loss) <= TOLERANCE * Math.abs(loss))) {
      throw new IllegalStateException(
          "%s, %s, %s: the mean cost is %s, and %s from Softjac"
              .formatted(name, problem.operation().title(), shape, found.loss(), loss));
    }
  }

  private static double sizeOfTerms(Problem problem, int row, float[] expectedRow) {
    Shape shape = problem.shape();
    int offset = row * shape.classes();
    return switch (problem.operation()) {
      case FORWARD -> largest(expectedRow, 0, expectedRow.length);
      case BACKWARD ->
          largest(problem.y(), offset, shape.classes())
              * largest(problem.dy(), offset, shape.classes());
      case CROSS_ENTROPY -> 1.0 / shape.rows();
    };
  }

  private static double largest(float[] values, int offset, int count) {
    double largest = 0;
    for (int i = offset; i < offset + count; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }
}
