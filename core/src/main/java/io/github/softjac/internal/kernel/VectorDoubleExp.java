package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// The steps of [DoubleExp] on vectors, for [VectorRowFunctions].
///
/// The kernels of softmax write them out: where another caller has had such a method compiled on
/// its own first, it counts as too large to be inlined, and every vector goes through the heap for
/// good. `AllocationTest` met that in one JVM of seven.
final class VectorDoubleExp {

  private VectorDoubleExp() {}

  /// T, from the bits of t: the table entry of its low bit, its other bits as an exponent.
  static DoubleVector power(DoubleVector t, LongVector one, LongVector table) {
    LongVector i = t.reinterpretAsLongs();
    return i.lanewise(LSHL, 51).add(i.and(one).selectFrom(table)).reinterpretAsDoubles();
  }

  /// Four steps of a polynomial in r: `(((q·r + a)·r + b)·r + c)·r + d`.
  static DoubleVector horner(
      DoubleVector q,
      DoubleVector r,
      DoubleVector a,
      DoubleVector b,
      DoubleVector c,
      DoubleVector d) {
    return q.fma(r, a).fma(r, b).fma(r, c).fma(r, d);
  }
}
