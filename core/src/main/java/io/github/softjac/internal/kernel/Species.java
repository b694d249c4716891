package io.github.softjac.internal.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors of the float kernels: the widest that the machine prefers for floats, and ints and
/// doubles of the same width.
final class Species {

  static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());
  static final VectorSpecies<Double> D = VectorSpecies.of(double.class, F.vectorShape());

  /// Floats of a vector: 4, 8 or 16.
  static final int L = F.length();

  /// Doubles of a vector, half as many.
  static final int H = D.length();

  private Species() {}
}
