package io.github.softjac.softmax;

import io.github.softjac.internal.kernel.Twins;

/// Which kernels run: plain loops, or the Vector API. The results are the same to the last bit.
public final class Kernels {

  private Kernels() {}

  /// Which twin serves large calls now, and why, in one line: for example `vector, 512 bits (the
  /// Vector API is there): softmax in float`. What is not named is in plain loops.
  ///
  /// The vector kernels need the flag `--add-modules jdk.incubator.vector` (or `--add-exports
  /// java.base/jdk.internal.module=ALL-UNNAMED`, which does without the JVM's warning). They take
  /// over some milliseconds of work after the first use, when they are compiled. The system
  /// property `softjac.kernel` forces `scalar` or `vector`.
  ///
  /// @throws IllegalStateException if the property asks for vector kernels that cannot run here, or
  ///   for a twin that does not exist
  public static String active() {
    return Twins.active();
  }
}
