package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/// The steps of [FloatExp] on vectors. Small enough that the compiler always inlines them; a call
/// that is not inlined would put every vector on the heap, which the allocation test would show.
final class VectorFloatExp {

  private VectorFloatExp() {}

  /// T, from the bits of t: the table entry of its two low bits, its other bits as an exponent. The
  /// table repeats, so bits above those two choose the same entry.
  static FloatVector power(FloatVector t, IntVector table) {
    IntVector i = t.reinterpretAsInts();
    return i.lanewise(LSHL, 21).add(i.selectFrom(table)).reinterpretAsFloats();
  }

  /// `w = exp(r) − 1 = r + r²·(Q2 + Q3·r + Q4·r²)`.
  static FloatVector expm1(FloatVector r, FloatVector q2, FloatVector q3, FloatVector q4) {
    return q4.fma(r, q3).fma(r, q2).fma(r.mul(r), r);
  }
}
