package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// [LogOnePlus] on a vector.
final class VectorLog {

  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, VectorFloatTile.F.vectorShape());
  private static final int H = D.length();

  private VectorLog() {}

  /// Replaces `length` numbers q, a multiple of the lanes, by log(1 + q).
  static void onePlus(double[] q, int length) {
    for (int i = 0; i < length; i += H) {
      DoubleVector v = DoubleVector.fromArray(D, q, i);
      LongVector bits = v.add(1).reinterpretAsLongs();
      LongVector k = bits.sub(LogOnePlus.SQRT_HALF_BITS).lanewise(ASHR, 52);
      DoubleVector f = bits.sub(k.lanewise(LSHL, 52)).reinterpretAsDoubles().sub(1);
      f = f.blend(v, k.compare(EQ, 0).cast(D));
      DoubleVector octaves =
          k.add(LogOnePlus.MAGIC_BITS).reinterpretAsDoubles().sub(LogOnePlus.MAGIC);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector p = z.fma(2.0 / 19, 2.0 / 17);
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 15));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 13));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 11));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 9));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 7));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 5));
      p = p.fma(z, DoubleVector.broadcast(D, 2.0 / 3));
      octaves
          .fma(DoubleVector.broadcast(D, LogOnePlus.LN_2), s.mul(z).fma(p, s.mul(2)))
          .intoArray(q, i);
    }
  }
}
