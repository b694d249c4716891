package io.github.softjac.trainer;

import java.util.List;

/// How well linear models with penalties of various strength predict rows that they have not seen,
/// by cross-validation, and the one that is chosen.
///
/// With `m(l2)` the mean log-loss over all held-out rows, and `s(l2)` its standard error, from the
/// folds' own means `m_f`: `s² = Σ_f (m_f − m̄)² / (F (F − 1))`; the chosen l2 is the largest with
///
/// `m(l2) ≤ m(best) + s(best)`, where `best` has the least m
///
/// (the one-standard-error rule; Breiman et al., Classification and regression trees, 1984; Hastie,
/// Tibshirani & Friedman, The elements of statistical learning, section 7.10).
///
/// @param folds F
/// @param points from the largest l2 to the smallest that was tried
/// @param best l2 of the least log-loss
/// @param chosen l2 by the rule
public record PenaltyPath(int folds, List<Point> points, double best, double chosen) {

  /// One strength of the penalty.
  ///
  /// @param l2 strength
  /// @param logLoss m, the weighted mean over all held-out rows
  /// @param standardError s
  public record Point(double l2, double logLoss, double standardError) {}

  /// Copies the list.
  public PenaltyPath {
    points = List.copyOf(points);
  }

  /// Chooses among points.
  ///
  /// @param points at least one, from the largest l2 to the smallest
  static PenaltyPath of(int folds, List<Point> points) {
    Point best = points.getFirst();
    for (Point point : points) {
      if (point.logLoss < best.logLoss) {
        best = point;
      }
    }
    for (Point point : points) {
      if (point.logLoss <= best.logLoss + best.standardError) {
        return new PenaltyPath(folds, points, best.l2, point.l2);
      }
    }
    throw new TrainingException("no penalty gives a finite log-loss on rows held out");
  }
}
