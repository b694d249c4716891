package io.github.softjac.internal.kernel;

/// The loss of sparsemax, whose kernel is [FloatSparsemax].
public record SparsemaxScore() implements RowScore {}
