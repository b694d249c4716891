package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;

/// Someone who can do some of the operations.
public interface Contestant {

  /// What it is compared as.
  enum Role {
    /// Softjac: everybody else's time is divided by its time.
    OURS,
    /// Computes the same.
    PEER,
    /// Moves as many bytes and computes nothing: what memory allows.
    LIMIT
  }

  /// As tables say it.
  String name();

  Role role();

  boolean does(Operation operation);

  /// Makes everything ready: buffers are allocated and filled, so that the call only computes.
  ///
  /// @throws IllegalArgumentException if it does not do that operation
  Call prepare(Problem problem);
}
