package io.github.softjac.schema;

/// A column of the training table that the classifier does not look at.
///
/// @param reason why, as a clause: "every training row has the same value, 1"
public record DroppedColumn(String name, String reason) {}
