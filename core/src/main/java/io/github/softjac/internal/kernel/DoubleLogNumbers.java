package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.IS_NAN;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/// What log-softmax needs beside [DoubleRowNumbers], for L rows at a time. The twin of
/// [LogNumbers].
final class DoubleLogNumbers {

  private static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> J = VectorSpecies.of(long.class, D.vectorShape());
  private static final int L = D.length();
  private static final long[] TABLE = DoubleExp.scaledTable();

  private DoubleLogNumbers() {}

  /// `q = (sum − e_g) / e_g` of L rows from g and the two parts of the sum, in three lines of
  /// `numbers` from `start` on, into `q` from `at` on.
  ///
  /// @return false if some q is NaN
  static boolean quotients(double[] numbers, int start, double[] q, int at) {
    DoubleVector magic = DoubleVector.broadcast(D, DoubleExp.MAGIC);
    DoubleVector g = DoubleVector.fromArray(D, numbers, start);
    DoubleVector octaves =
        g.fma(DoubleVector.broadcast(D, DoubleExp.LOG2_E), magic).sub(magic).sub(1);
    DoubleVector magics = magic.sub(octaves.mul(2));
    DoubleVector t = g.fma(DoubleVector.broadcast(D, DoubleExp.STEPS), magics);
    DoubleVector n = t.sub(magics);
    LongVector bits = t.reinterpretAsLongs();
    LongVector table = LongVector.fromArray(J, TABLE, 0);
    DoubleVector power =
        bits.lanewise(LSHL, 51).add(bits.and(1).selectFrom(table)).reinterpretAsDoubles();
    DoubleVector r = n.fma(DoubleVector.broadcast(D, -DoubleExp.STEP_HIGH), g);
    r = n.fma(DoubleVector.broadcast(D, -DoubleExp.STEP_LOW), r);
    DoubleVector p = DoubleVector.broadcast(D, DoubleExp.Q10);
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q9));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q8));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q7));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q6));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q5));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q4));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q3));
    p = p.fma(r, DoubleVector.broadcast(D, DoubleExp.Q2));
    DoubleVector w = p.fma(r.mul(r), r);
    DoubleVector largest = power.fma(w, power);
    DoubleVector largestLow = power.fma(w, power.sub(largest));
    DoubleVector high = DoubleVector.fromArray(D, numbers, start + L).sub(largest);
    DoubleVector low = DoubleVector.fromArray(D, numbers, start + 2 * L).sub(largestLow);
    DoubleVector quotients = high.add(low).div(largest);
    quotients.intoArray(q, at);
    return !quotients.test(IS_NAN).anyTrue();
  }

  /// Whether some row's others have to be summed on their own.
  static boolean someDominated(double[] q, int rows) {
    boolean some = false;
    for (int row = 0; row < rows; row++) {
      some |= q[row] < DoubleLogSoftmax.DOMINATED;
    }
    return some;
  }
}
