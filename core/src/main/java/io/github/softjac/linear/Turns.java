package io.github.softjac.linear;

/// Lets workers fold what they have computed in the order of pieces, whoever did which.
///
/// Pieces are claimed in order, so the one whose turn it is is always under way, and nobody waits
/// for a piece that has not begun.
final class Turns {

  private int turn;
  private boolean failed;

  /// Begins again with piece 0; before the workers start.
  synchronized void reset() {
    turn = 0;
    failed = false;
  }

  /// Waits until all earlier pieces are done.
  ///
  /// @return false if one of them failed, so that there is nothing to fold to
  synchronized boolean await(int piece) {
    boolean interrupted = false;
    while (turn != piece && !failed) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // the result is shared with other threads: go on, tell afterwards
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return !failed;
  }

  /// Ends the turn of the piece that had it.
  synchronized void done() {
    turn++;
    notifyAll();
  }

  /// Releases all who wait: a piece threw.
  synchronized void fail() {
    failed = true;
    notifyAll();
  }
}
