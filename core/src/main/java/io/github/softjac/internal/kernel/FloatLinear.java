package io.github.softjac.internal.kernel;

/// Both products of a linear model of few classes with a block of rows, `X Wᵀ` and `dzᵀ X`, with X
/// where it lies. There are two implementations with the same results to the last bit:
/// [ScalarFloatLinear] is the specification, [VectorFloatLinear] the speed.
///
/// Classes go by [#GROUP], columns by [#LANES] and [#STRIP]: what is beyond the model's classes and
/// columns must be there in W and in the results, and is 0 or of no interest.
interface FloatLinear {

  /// Columns of a dot product that are summed apart: column j goes to sum j mod 16.
  int LANES = 16;

  /// Classes of a register tile.
  int GROUP = 5;

  /// Columns of dW that go together.
  int STRIP = 2 * LANES;

  /// Adds to the 16 sums of each dot product `⟨x_i, w_k⟩`:
  ///
  /// `s_ikl = fma(x_ij, w_kj, s_ikl)` for j = l, l + 16, …, with `s_ikl` at `sums[(i · classes + k)
  /// · 16 + l]`, `x_ij` at `x[xAt + i · xStride + j]`, `w_kj` at `w[wAt + k · wStride + j]`.
  ///
  /// @param rows 1 or more; sums are written for an even number of rows
  /// @param columns a multiple of [#LANES]
  /// @param classes a multiple of [#GROUP]
  void dots(
      float[] x,
      int xAt,
      int xStride,
      float[] w,
      int wAt,
      int wStride,
      float[] sums,
      int rows,
      int columns,
      int classes);

  /// Folds the 16 sums of each dot product, `dots[dotsAt + i]` of those from `sums[16 i]` on: sum l
  /// takes sum l + 8, then l + 4, l + 2, l + 1. What `sums` has afterwards is of no interest.
  ///
  /// @param count a multiple of 16
  void fold(float[] sums, float[] dots, int dotsAt, int count);

  /// Adds the rows' share of dW: `g_kj = fma(dz_ik, x_ij, g_kj)` for i = 0, 1, … rows − 1, with
  /// `g_kj` at `g[gAt + k · gStride + j]` and `dz_ik` at `dz[i · dzStride + k]`.
  ///
  /// @param columns a multiple of [#STRIP]
  /// @param classes a multiple of [#GROUP]
  void outer(
      float[] dz,
      int dzStride,
      float[] x,
      int xAt,
      int xStride,
      float[] g,
      int gAt,
      int gStride,
      int rows,
      int columns,
      int classes);

  /// Adds a combination of the rows of a matrix: `out_k = fma(v_e, m_ck, out_k)` with `c =
  /// indices[e]` for e = from, from + 1, … to − 1, with `m_ck` at `m[mAt + c · width + k]` and
  /// `out_k` at `out[outAt + k]`.
  ///
  /// @param width a multiple of [#LANES]
  void combine(
      float[] values,
      int[] indices,
      int from,
      int to,
      float[] m,
      int mAt,
      int width,
      float[] out,
      int outAt);
}
