package io.github.softjac.bench.solver;

/// What one contestant did.
///
/// @param seconds until the objective was near enough to the least, or until the end
/// @param objective there: mean log-loss and penalty
/// @param logLoss mean over the training rows at the end; NaN where only the objective is known
/// @param reached whether the objective came near enough
record Outcome(double seconds, double objective, double logLoss, boolean reached) {}
