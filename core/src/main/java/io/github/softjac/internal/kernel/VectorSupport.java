package io.github.softjac.internal.kernel;

import jdk.incubator.vector.VectorShape;
import org.jspecify.annotations.Nullable;

/// Whether this machine and this start of the JVM can run the vector kernels.
final class VectorSupport {

  private static final String MODULE = "jdk.incubator.vector";

  private VectorSupport() {}

  /// What is missing, as a reason to read; `null` if nothing is.
  static @Nullable String missing() {
    if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
      return "no Vector API: start java with --add-modules " + MODULE;
    }
    Module own = VectorSupport.class.getModule();
    if (own.isNamed() && !own.canRead(ModuleLayer.boot().findModule(MODULE).orElseThrow())) {
      return "module " + own.getName() + " does not read " + MODULE;
    }
    return Preferred.BITS < 128
        ? "the vectors of this machine have " + Preferred.BITS + " bits"
        : null;
  }

  static int bits() {
    return Preferred.BITS;
  }

  /// In a class of its own, so that it is loaded only where the module is.
  private static final class Preferred {
    static final int BITS = VectorShape.preferredShape().vectorBitSize();
  }
}
