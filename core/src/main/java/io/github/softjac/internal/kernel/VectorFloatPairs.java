package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.FloatPairs.LANES;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// [FloatPairs] with the Vector API: all five products in one loop, which reads every vector once.
/// Their sums lie in vectors of four doubles, or of two where the machine has no wider ones; wider
/// vectors would not be faster, since the pairs come from memory.
final class VectorFloatPairs {

  private static final VectorSpecies<Double> D =
      DoubleVector.SPECIES_PREFERRED.length() >= LANES
          ? DoubleVector.SPECIES_256
          : DoubleVector.SPECIES_128;

  private static final int L = D.length();

  /// As many floats.
  private static final VectorSpecies<Float> F =
      VectorSpecies.of(float.class, VectorShape.forBitSize(L * Float.SIZE));

  private VectorFloatPairs() {}

  static void products(
      float[] s,
      float[] y,
      double[] g,
      float[] otherS,
      float[] otherY,
      int from,
      int to,
      double[] products,
      int at) {
    for (int product = 0; product < FloatPairs.PRODUCTS; product++) {
      products[at + product] = 0;
    }
    int end = from + (to - from) / LANES * LANES;
    for (int lane = 0; lane < LANES; lane += L) {
      add(s, y, g, otherS, otherY, from + lane, end, products, at);
    }
    products[at] += ScalarFloatPairs.rest(s, g, end, to);
    products[at + 1] += ScalarFloatPairs.rest(y, g, end, to);
    products[at + 2] += ScalarFloatPairs.rest(s, otherY, end, to);
    products[at + 3] += ScalarFloatPairs.rest(y, otherY, end, to);
    products[at + 4] += ScalarFloatPairs.rest(y, otherS, end, to);
  }

  /// Adds the sums of the lanes from that of `first` on.
  private static void add(
      float[] s,
      float[] y,
      double[] g,
      float[] otherS,
      float[] otherY,
      int first,
      int end,
      double[] products,
      int at) {
    DoubleVector p0 = DoubleVector.zero(D);
    DoubleVector p1 = p0;
    DoubleVector p2 = p0;
    DoubleVector p3 = p0;
    DoubleVector p4 = p0;
    for (int i = first; i < end; i += LANES) {
      DoubleVector si = (DoubleVector) FloatVector.fromArray(F, s, i).castShape(D, 0);
      DoubleVector yi = (DoubleVector) FloatVector.fromArray(F, y, i).castShape(D, 0);
      DoubleVector gi = DoubleVector.fromArray(D, g, i);
      DoubleVector otherSi = (DoubleVector) FloatVector.fromArray(F, otherS, i).castShape(D, 0);
      DoubleVector otherYi = (DoubleVector) FloatVector.fromArray(F, otherY, i).castShape(D, 0);
      p0 = si.fma(gi, p0);
      p1 = yi.fma(gi, p1);
      p2 = si.fma(otherYi, p2);
      p3 = yi.fma(otherYi, p3);
      p4 = yi.fma(otherSi, p4);
    }
    products[at] += p0.lane(0) + p0.lane(1);
    products[at + 1] += p1.lane(0) + p1.lane(1);
    products[at + 2] += p2.lane(0) + p2.lane(1);
    products[at + 3] += p3.lane(0) + p3.lane(1);
    products[at + 4] += p4.lane(0) + p4.lane(1);
    if (L == LANES) {
      products[at] += p0.lane(2) + p0.lane(3);
      products[at + 1] += p1.lane(2) + p1.lane(3);
      products[at + 2] += p2.lane(2) + p2.lane(3);
      products[at + 3] += p3.lane(2) + p3.lane(3);
      products[at + 4] += p4.lane(2) + p4.lane(3);
    }
  }
}
