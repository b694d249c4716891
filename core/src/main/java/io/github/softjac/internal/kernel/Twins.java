package io.github.softjac.internal.kernel;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Chooses between the scalar and the vector twin of every kernel. Both give the same bits, so the
/// choice is one of speed alone and may change from call to call.
///
/// A vector kernel is hundreds of times slower than the scalar one until the compiler has worked on
/// it. So the scalar twins serve all calls at first. A program that has done some work with them is
/// one that will do more: then a daemon thread runs the vector kernels on data of its own until
/// each is faster than its twin, and only then do they take over ([WarmUp]). No call ever waits for
/// that.
///
/// The system property `softjac.kernel` forces one: `scalar`, or `vector`, which fails if there is
/// no Vector API.
public final class Twins {

  /// The name of the system property.
  public static final String PROPERTY = "softjac.kernel";

  /// After so many elements in scalar kernels, some milliseconds of work, the vector kernels are
  /// made ready.
  private static final long ELEMENTS_BEFORE_WARM_UP = 1 << 20;

  /// Below this many elements a call is as fast in the scalar twin.
  private static final int SMALL = 48;

  private static final Twins INSTANCE = new Twins();

  private final boolean vectorAvailable;
  private final boolean forced;
  private final String reason;
  private final @Nullable String failure;
  private final AtomicLong scalarElements = new AtomicLong();
  private volatile boolean vectorReady;

  private Twins() {
    String wanted = System.getProperty(PROPERTY, "auto").toLowerCase(Locale.ROOT);
    String missing = VectorSupport.missing();
    forced = !wanted.equals("auto");
    vectorAvailable = missing == null && !wanted.equals("scalar");
    vectorReady = forced && vectorAvailable;
    reason =
        forced
            ? "-D" + PROPERTY + "=" + wanted
            : missing == null ? "the Vector API is there" : missing;
    failure =
        switch (wanted) {
          case "auto", "scalar" -> null;
          case "vector" ->
              missing == null
                  ? null
                  : reason + " asks for kernels that cannot run here: " + missing;
          default -> reason + ": allowed are auto, scalar and vector";
        };
  }

  /// Whether a call on so many elements goes to the vector twin.
  static boolean vector(long elements) {
    return INSTANCE.choose(elements);
  }

  private boolean choose(long elements) {
    if (vectorReady) {
      return forced || elements >= SMALL;
    }
    check();
    if (vectorAvailable
        && scalarElements.get() <= ELEMENTS_BEFORE_WARM_UP
        && scalarElements.addAndGet(elements) > ELEMENTS_BEFORE_WARM_UP) {
      startWarmUp();
    }
    return false;
  }

  private synchronized void startWarmUp() {
    if (scalarElements.get() == Long.MAX_VALUE) {
      return;
    }
    scalarElements.set(Long.MAX_VALUE);
    Thread thread =
        new Thread(
            () -> {
              WarmUp.run();
              vectorReady = true;
            },
            "softjac-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  /// Which twin serves large calls now, and why; one line.
  public static String active() {
    return INSTANCE.describe();
  }

  private void check() {
    if (failure != null) {
      throw new IllegalStateException(failure);
    }
  }

  private String describe() {
    check();
    if (!vectorAvailable) {
      return "scalar (" + reason + ")";
    }
    String width = VectorSupport.bits() + " bits";
    return vectorReady
        ? "vector, " + width + " (" + reason + ")"
        : "scalar, until the vector kernels of " + width + " are compiled (" + reason + ")";
  }
}
