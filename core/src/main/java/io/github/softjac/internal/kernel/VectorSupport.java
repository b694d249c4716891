package io.github.softjac.internal.kernel;

import jdk.incubator.vector.VectorShape;
import org.jspecify.annotations.Nullable;

/// Whether this machine and this start of the JVM can run the vector kernels. The first question
/// may load the Vector API, which takes some 40 ms.
final class VectorSupport {

  private static final @Nullable String MISSING = findMissing();

  private VectorSupport() {}

  /// What is missing, as a reason to read; `null` if nothing is.
  static @Nullable String missing() {
    return MISSING;
  }

  static int bits() {
    return Preferred.BITS;
  }

  private static @Nullable String findMissing() {
    Module vector = VectorModule.find();
    if (vector == null) {
      return "no Vector API: start java with --add-modules jdk.incubator.vector";
    }
    Module own = VectorSupport.class.getModule();
    if (!own.canRead(vector)) {
      own.addReads(vector);
    }
    return Preferred.BITS < 128
        ? "the vectors of this machine have " + Preferred.BITS + " bits"
        : null;
  }

  /// In a class of its own, so that it is loaded only where the module is.
  private static final class Preferred {
    static final int BITS = VectorShape.preferredShape().vectorBitSize();
  }
}
