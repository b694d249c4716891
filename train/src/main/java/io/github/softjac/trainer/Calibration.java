package io.github.softjac.trainer;

import io.github.softjac.evaluate.Metrics;

/// What temperature scaling has done. The weights and intercepts of the network's last layer have
/// been divided by the temperature, so its logits have, and nothing else knows of it.
///
/// @param temperature T
/// @param outOfFold whether the rows were training rows predicted by models of the other folds;
///   else they were the validation rows
/// @param before how those rows are predicted with T = 1
/// @param after how they are predicted with T; since T was chosen by them, log-loss can only fall
public record Calibration(double temperature, boolean outOfFold, Metrics before, Metrics after) {}
