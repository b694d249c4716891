package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// [DoubleLog] on vectors.
final class VectorDoubleLog {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final int L = D.length();

  private VectorDoubleLog() {}

  /// Replaces `length` numbers x, a multiple of the lanes, by log(1 + x).
  static void onePlus(double[] x, int length) {
    for (int i = 0; i < length; i += L) {
      DoubleVector v = DoubleVector.fromArray(D, x, i);
      DoubleVector one = DoubleVector.broadcast(D, 1);
      DoubleVector u = v.add(one);
      DoubleVector added = u.sub(one);
      DoubleVector rest = one.sub(u.sub(added)).add(v.sub(added)).div(u);
      LongVector bits = u.reinterpretAsLongs();
      LongVector k = bits.sub(DoubleLog.SQRT_HALF_BITS).lanewise(ASHR, 52);
      DoubleVector f = bits.sub(k.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(one);
      DoubleVector octaves =
          k.add(DoubleLog.MAGIC_BITS).reinterpretAsDoubles().sub(DoubleLog.MAGIC);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector p = z.fma(DoubleLog.P17, DoubleLog.P15);
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P13));
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P11));
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P9));
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P7));
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P5));
      p = p.fma(z, DoubleVector.broadcast(D, DoubleLog.P3));
      DoubleVector half = f.mul(0.5);
      DoubleVector square = half.mul(f);
      DoubleVector squareLow = half.fma(f, square.neg());
      DoubleVector small = s.fma(z.fma(p, square), square.neg());
      DoubleVector high = octaves.mul(DoubleLog.LN_2_HIGH);
      DoubleVector sum = high.add(f);
      DoubleVector low = f.sub(sum.sub(high)).sub(squareLow);
      DoubleVector lowest = octaves.fma(DoubleVector.broadcast(D, DoubleLog.LN_2_LOW), rest);
      sum.add(small.add(low.add(lowest))).intoArray(x, i);
    }
  }
}
