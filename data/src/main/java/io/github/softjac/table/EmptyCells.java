package io.github.softjac.table;

/// A column from which nothing can be learned.
///
/// @param reason why, as a clause
public record EmptyCells(String name, String reason) implements TableColumn {}
