package io.github.softjac.internal.parallel;

/// One of many independent pieces of work.
@FunctionalInterface
public interface Piece {

  /// Does the piece.
  ///
  /// @param piece which, in `[0, pieces)`
  /// @param worker who does it, in `[0, Workers.count())`: no two at a time, so it may index
  ///   scratch
  void run(int piece, int worker);
}
