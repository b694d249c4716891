package io.github.softjac.internal.kernel;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Softmax of long float rows with the Vector API: the twin of [ScalarFloatSoftmax].
///
/// A few rows are taken through each phase together, so that the latency of one row's maximum, sum
/// and division is hidden behind the others. A vector of L floats holds L neighbouring virtual
/// lanes; 16 / L sweeps over a chunk make up all 16. Constants are broadcast into locals before
/// each loop: the compiler reloads static vectors in every iteration. The last `classes mod 16`
/// classes are read as one vector that ends with the row, so that no masked load is needed; lanes
/// that belong to earlier classes are left out of the sum.
final class VectorFloatRows {

  private static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
  private static final VectorSpecies<Double> D = VectorSpecies.of(double.class, F.vectorShape());
  private static final int L = F.length();
  private static final int LANES = FloatSoftmax.LANES;
  private static final int[] TABLE = FloatExp.scaledTable();

  private VectorFloatRows() {}

  /// Softmax of a few rows of more than 16 classes; `y` may be `z`.
  static void forward(float[] z, float[] y, int offset, int rows, int classes, Scratch scratch) {
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      scratch.rows[row] = max(z, from, from + classes);
    }
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      float g = scratch.rows[row];
      if (Math.abs(g) <= FloatShift.LIMIT) {
        scratch.sums[row] = exponentials(z, y, from, from + classes, g, scratch);
      } else if (Math.abs(g) <= Float.MAX_VALUE) {
        ScalarFloatSoftmax.subtract(z, y, from, from + classes, g);
        scratch.sums[row] = exponentials(y, y, from, from + classes, 0, scratch);
      } else {
        SpecialRow.softmax(z, y, from, classes, g);
        scratch.sums[row] = 1;
      }
    }
    for (int row = 0; row < rows; row++) {
      int from = offset + row * classes;
      if (Double.isNaN(scratch.sums[row])) {
        Arrays.fill(y, from, from + classes, Float.NaN);
      } else if (Math.abs(scratch.rows[row]) <= Float.MAX_VALUE) {
        scale(y, from, from + classes, scratch.sums[row]);
      }
    }
  }

  /// The largest entry, NaN left aside; −∞ if there is none.
  private static float max(float[] z, int from, int to) {
    FloatVector m0 = FloatVector.broadcast(F, Float.NEGATIVE_INFINITY);
    FloatVector m1 = m0;
    FloatVector m2 = m0;
    FloatVector m3 = m0;
    int k = from;
    for (; k <= to - 4 * L; k += 4 * L) {
      FloatVector z0 = FloatVector.fromArray(F, z, k);
      FloatVector z1 = FloatVector.fromArray(F, z, k + L);
      FloatVector z2 = FloatVector.fromArray(F, z, k + 2 * L);
      FloatVector z3 = FloatVector.fromArray(F, z, k + 3 * L);
      m0 = m0.blend(z0, z0.compare(GT, m0));
      m1 = m1.blend(z1, z1.compare(GT, m1));
      m2 = m2.blend(z2, z2.compare(GT, m2));
      m3 = m3.blend(z3, z3.compare(GT, m3));
    }
    for (; k < to - L; k += L) {
      FloatVector z0 = FloatVector.fromArray(F, z, k);
      m0 = m0.blend(z0, z0.compare(GT, m0));
    }
    FloatVector last = FloatVector.fromArray(F, z, to - L);
    m0 = m0.blend(last, last.compare(GT, m0));
    m0 = m0.blend(m1, m1.compare(GT, m0));
    m2 = m2.blend(m3, m3.compare(GT, m2));
    m0 = m0.blend(m2, m2.compare(GT, m0));
    // Floats order as integers do once the other bits of the negative ones are flipped.
    IntVector bits = m0.reinterpretAsInts();
    IntVector sortable = bits.lanewise(XOR, bits.lanewise(ASHR, 31).and(Integer.MAX_VALUE));
    int top = sortable.reduceLanes(MAX);
    return Float.intBitsToFloat(top ^ ((top >> 31) & Integer.MAX_VALUE));
  }

  /// Chunks of a row, each on 16 lanes; the tail after the lanes' other classes.
  private static double exponentials(
      float[] x, float[] y, int offset, int end, float g, Scratch scratch) {
    float octaves = FloatShift.octaves(g);
    float magic = FloatShift.magic(octaves);
    float lowest = FloatShift.lowest(octaves);
    int classes = end - offset;
    int tail = offset + classes / LANES * LANES;
    int tailLane = LANES - (end - tail);
    if (tail < end) {
      System.arraycopy(x, end - LANES, scratch.tail, 0, LANES);
    }
    double sum = 0;
    for (int from = offset; from < tail; from += FloatSoftmax.CHUNK) {
      int to = Math.min(from + FloatSoftmax.CHUNK, tail);
      exponentials(x, y, from, to, magic, lowest, scratch.lanes);
      sum += scratch.foldLanes();
    }
    if (tail < end) {
      exponentials(scratch.tail, scratch.tail, 0, LANES, magic, lowest, scratch.lanes);
      Arrays.fill(scratch.lanes, 0, tailLane, 0);
      System.arraycopy(scratch.tail, tailLane, y, tail, end - tail);
      sum += scratch.foldLanes();
    }
    return sum;
  }

  /// Writes `e_k = σ·exp(x_k)·2⁻ᴺ` and the sums of the 16 lanes.
  private static void exponentials(
      float[] x, float[] y, int from, int to, float magic, float lowest, double[] lanes) {
    FloatVector magics = FloatVector.broadcast(F, magic);
    FloatVector lowests = FloatVector.broadcast(F, lowest);
    FloatVector steps = FloatVector.broadcast(F, FloatExp.STEPS);
    FloatVector high = FloatVector.broadcast(F, -FloatExp.STEP_HIGH);
    FloatVector low = FloatVector.broadcast(F, -FloatExp.STEP_LOW);
    FloatVector q2 = FloatVector.broadcast(F, FloatExp.Q2);
    FloatVector q3 = FloatVector.broadcast(F, FloatExp.Q3);
    FloatVector q4 = FloatVector.broadcast(F, FloatExp.Q4);
    IntVector three = IntVector.broadcast(I, 3);
    IntVector table = IntVector.fromArray(I, TABLE, 0);
    for (int lane = 0; lane < LANES; lane += L) {
      FloatVector sumA = FloatVector.broadcast(F, FloatShift.SUM_START);
      FloatVector sumB = FloatVector.zero(F);
      for (int k = from + lane; k < to; k += LANES) {
        FloatVector d = FloatVector.fromArray(F, x, k);
        d = d.blend(lowests, d.compare(LT, lowests));
        FloatVector t = d.fma(steps, magics);
        FloatVector n = t.sub(magics);
        IntVector i = t.reinterpretAsInts();
        FloatVector power =
            i.lanewise(LSHL, 21).add(i.and(three).selectFrom(table)).reinterpretAsFloats();
        FloatVector r = n.fma(low, n.fma(high, d));
        FloatVector w = q4.fma(r, q3).fma(r, q2).fma(r.mul(r), r);
        FloatVector e = power.fma(w, power);
        e.intoArray(y, k);
        FloatVector sum = sumA.add(e);
        sumB = sumB.add(power.fma(w, power.sub(sum.sub(sumA))));
        sumA = sum;
      }
      sumA = sumA.sub(FloatShift.SUM_START);
      for (int part = 0; part < 2; part++) {
        DoubleVector a = (DoubleVector) sumA.convertShape(F2D, D, part);
        DoubleVector b = (DoubleVector) sumB.convertShape(F2D, D, part);
        a.add(b).intoArray(lanes, lane + part * L / 2);
      }
    }
  }

  /// `y_k = e_k / sum`, below 2⁻¹²⁶: 0.
  private static void scale(float[] y, int from, int to, double sum) {
    double reciprocal = 0x1p64 / sum;
    FloatVector high = FloatVector.broadcast(F, (float) reciprocal);
    FloatVector low = FloatVector.broadcast(F, (float) (reciprocal - (float) reciprocal));
    FloatVector down = FloatVector.broadcast(F, 0x1p-64f);
    FloatVector least = FloatVector.broadcast(F, 0x1p-62f);
    FloatVector zero = FloatVector.zero(F);
    // The last L classes are read before the loop changes some of them.
    FloatVector last = FloatVector.fromArray(F, y, to - L);
    for (int k = from; k < to - L; k += L) {
      FloatVector e = FloatVector.fromArray(F, y, k);
      FloatVector v = e.fma(high, e.mul(low));
      v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, k);
    }
    FloatVector v = last.fma(high, last.mul(low));
    v.mul(down).blend(zero, v.compare(LT, least)).intoArray(y, to - L);
  }
}
