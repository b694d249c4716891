package io.github.softjac.table;

/// A column in which no row has a value.
public record EmptyCells(String name) implements TableColumn {}
