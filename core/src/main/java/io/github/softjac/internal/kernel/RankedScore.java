package io.github.softjac.internal.kernel;

/// The ranked probability score of an index label, `L = Σ_{k<K} D_k²` with `D_k = Σ_{j≤k} y_j − [k
/// ≥ label]`, which the kernels know.
public record RankedScore() implements RowScore {}
