package io.github.softjac.internal.kernel;

/// What the kernels need of a cost of index labels to carry it through a row: how it goes by a few
/// numbers of the row.
public sealed interface RowScore
    permits LabelScore, SquaresScore, ExpectationScore, RankedScore, SparsemaxScore {}
