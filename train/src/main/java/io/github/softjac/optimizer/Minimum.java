package io.github.softjac.optimizer;

/// Where a minimiser ended.
///
/// @param point the best point found
/// @param value the objective there
/// @param iterations iterations done
/// @param stop why it ended there
// A result is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Minimum(double[] point, double value, int iterations, Stop stop) {

  /// Why a minimiser ended.
  public enum Stop {
    CONVERGED("the gradient is zero to tolerance"),
    VALUE("the objective has stopped falling"),
    LIMIT("the limit of iterations is reached"),
    TIME("the time limit is reached"),
    PRECISION("no lower point can be told apart at this precision"),
    NOT_FINITE("the objective or its gradient is not finite at the start");

    private final String reason;

    Stop(String reason) {
      this.reason = reason;
    }

    /// A phrase to show.
    public String reason() {
      return reason;
    }
  }
}
