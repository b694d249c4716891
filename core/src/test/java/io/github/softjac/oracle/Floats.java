package io.github.softjac.oracle;

import java.util.IdentityHashMap;

/// Float twins of double arrays, one a different array, for the length of one call.
final class Floats {

  private final IdentityHashMap<double[], float[]> twins = new IdentityHashMap<>();

  Floats(double[]... arrays) {
    for (double[] array : arrays) {
      twins.put(array, Form.narrow(array));
    }
  }

  float[] of(double[] array) {
    float[] twin = twins.get(array);
    if (twin == null) {
      throw new IllegalStateException("an array that was not announced");
    }
    return twin;
  }

  /// What the call left in the twins, inputs as well as outputs.
  void writeBack() {
    twins.forEach((array, twin) -> System.arraycopy(Form.widen(twin), 0, array, 0, array.length));
  }
}
