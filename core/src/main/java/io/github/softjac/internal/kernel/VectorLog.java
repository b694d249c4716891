package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.H;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// [LogOnePlus] on vectors.
final class VectorLog {

  private VectorLog() {}

  /// Replaces `length` numbers q by log(1 + q), and what is behind them in the last vector.
  static void onePlus(double[] q, int length) {
    for (int i = 0; i < length; i += H) {
      DoubleVector v = DoubleVector.fromArray(D, q, i);
      DoubleVector u = v.add(1);
      LongVector k = u.reinterpretAsLongs().sub(LogOnePlus.SQRT_HALF_BITS).lanewise(ASHR, 52);
      DoubleVector down = k.neg().add(1023).lanewise(LSHL, 52).reinterpretAsDoubles();
      DoubleVector f = u.mul(down).sub(1);
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
