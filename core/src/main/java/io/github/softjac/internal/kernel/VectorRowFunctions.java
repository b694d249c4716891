package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.H;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;

/// The exponentials of [RowFunctions] on vectors.
final class VectorRowFunctions {

  private static final long[] TABLE = DoubleExp.table();
  private static final long[] CORRECTIONS = DoubleExp.corrections();

  private VectorRowFunctions() {}

  /// Of `length` numbers, a multiple of the lanes.
  static void exponentials(double[] x, double[] powers, int length) {
    DoubleVector steps = DoubleVector.broadcast(D, DoubleExp.STEPS);
    DoubleVector magic = DoubleVector.broadcast(D, DoubleExp.MAGIC);
    DoubleVector least = DoubleVector.broadcast(D, RowFunctions.LEAST);
    LongVector table = DoubleVector.zero(D).reinterpretAsLongs();
    LongVector one = table.broadcast(1);
    LongVector corrections = LongVector.fromArray(table.species(), CORRECTIONS, 0);
    table = LongVector.fromArray(table.species(), TABLE, 0);
    for (int i = 0; i < length; i += H) {
      DoubleVector d = DoubleVector.fromArray(D, x, i);
      d = d.blend(least, d.compare(LT, least));
      DoubleVector t = d.fma(steps, magic);
      DoubleVector n = t.sub(magic);
      DoubleVector correction =
          t.reinterpretAsLongs().and(one).selectFrom(corrections).reinterpretAsDoubles();
      DoubleVector power = VectorDoubleExp.power(t, one, table);
      DoubleVector high = n.fma(DoubleVector.broadcast(D, -DoubleExp.STEP_HIGH), d);
      DoubleVector r = high.add(n.fma(DoubleVector.broadcast(D, -DoubleExp.STEP_LOW), correction));
      DoubleVector q =
          VectorDoubleExp.horner(
              DoubleVector.broadcast(D, DoubleExp.Q10),
              r,
              DoubleVector.broadcast(D, DoubleExp.Q9),
              DoubleVector.broadcast(D, DoubleExp.Q8),
              DoubleVector.broadcast(D, DoubleExp.Q7),
              DoubleVector.broadcast(D, DoubleExp.Q6));
      q =
          VectorDoubleExp.horner(
              q,
              r,
              DoubleVector.broadcast(D, DoubleExp.Q5),
              DoubleVector.broadcast(D, DoubleExp.Q4),
              DoubleVector.broadcast(D, DoubleExp.Q3),
              DoubleVector.broadcast(D, DoubleExp.Q2));
      DoubleVector w = q.fma(r.mul(r), r);
      power.fma(w, power).intoArray(powers, i);
      power.fma(w, power.sub(1)).intoArray(x, i);
    }
  }
}
