package io.github.softjac.internal.kernel;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Chooses between the scalar and the vector twin of every kernel. Both give the same bits, so the
/// choice is one of speed alone and may change from call to call.
///
/// A vector kernel is hundreds of times slower than the scalar one until the compiler has worked on
/// it. So the scalar twins serve all calls at first. A program that has done some work with a
/// [KernelFamily] is one that will do more: then a daemon thread runs that family's vector kernels
/// on data of its own until they are faster than their twins, and only then do they take over
/// ([WarmUp]). No call ever waits for that. Where they do not become faster, in the interpreter for
/// example, they do not take over; after 16 times as much work they are tried again.
///
/// The system property `softjac.kernel` forces one: `scalar`, or `vector`, which fails if there is
/// no Vector API.
public final class Twins {

  /// The name of the system property.
  public static final String PROPERTY = "softjac.kernel";

  private static final String WANTED =
      System.getProperty(PROPERTY, "auto").toLowerCase(Locale.ROOT);

  private static final boolean FORCED = !WANTED.equals("auto");

  /// Whether nothing but vector kernels runs.
  static final boolean FORCED_VECTOR = WANTED.equals("vector") && VectorSupport.missing() == null;

  /// Whether vector kernels are to be made ready, if they can be.
  static final boolean MAY_BECOME_VECTOR =
      !FORCED && !System.getProperty("java.vm.info", "").startsWith("interpreted");

  /// Whether nothing but scalar kernels runs.
  static final boolean FORCED_SCALAR = WANTED.equals("scalar");

  /// Below this many elements a call is as fast in the scalar twin.
  static final int LEAST_ELEMENTS = FORCED ? 0 : 48;

  private static final @Nullable String FAILURE = findFailure();

  private static final Queue<KernelFamily> REQUESTS = new ArrayDeque<>();
  private static boolean running;

  private Twins() {}

  /// Has the vector kernels of a family made ready, by one thread, one family after the other.
  static void request(KernelFamily family) {
    synchronized (REQUESTS) {
      REQUESTS.add(family);
      if (running) {
        return;
      }
      running = true;
    }
    Thread.ofPlatform().daemon().name("softjac-warm-up").start(Twins::serveRequests);
  }

  private static void serveRequests() {
    for (KernelFamily family = next(); family != null; family = next()) {
      if (VectorSupport.missing() != null) {
        family.stayScalar(); // Its count is used up: it is not asked for again.
        continue;
      }
      if (WarmUp.run(family)) {
        family.becomeReady();
      } else {
        family.tryAgainLater();
      }
    }
  }

  /// The next family to make ready; if there is none, the thread that asks is at its end.
  private static @Nullable KernelFamily next() {
    synchronized (REQUESTS) {
      KernelFamily family = REQUESTS.poll();
      running = family != null;
      return family;
    }
  }

  /// Which twin serves large calls now, and why; one line.
  public static String active() {
    check();
    String missing = VectorSupport.missing();
    if (FORCED || missing != null) {
      String reason = FORCED ? "-D" + PROPERTY + "=" + WANTED : missing;
      return (FORCED_VECTOR ? "vector, " + width() : "scalar") + " (" + reason + ")";
    }
    List<String> ready = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    synchronized (REQUESTS) {
      for (KernelFamily family : KernelFamily.values()) {
        if (family.isReady()) {
          ready.add(family.title());
        } else if (running && family.isAskedFor()) {
          waiting.add(family.title());
        }
      }
    }
    if (!MAY_BECOME_VECTOR) {
      return "scalar (nothing is compiled here)";
    }
    String why = " (the Vector API is there)";
    if (ready.isEmpty()) {
      return "scalar, until the vector kernels of " + width() + " are compiled" + why;
    }
    String rest = waiting.isEmpty() ? "" : "; scalar until compiled: " + String.join(", ", waiting);
    return "vector, " + width() + why + ": " + String.join(", ", ready) + rest;
  }

  /// Fails if the property asks for what cannot be.
  static void check() {
    if (FAILURE != null) {
      throw new IllegalStateException(FAILURE);
    }
  }

  private static @Nullable String findFailure() {
    String asked = "-D" + PROPERTY + "=" + WANTED;
    return switch (WANTED) {
      case "auto", "scalar" -> null;
      case "vector" ->
          FORCED_VECTOR
              ? null
              : asked + " asks for kernels that cannot run here: " + VectorSupport.missing();
      default -> asked + ": allowed are auto, scalar and vector";
    };
  }

  private static String width() {
    return VectorSupport.bits() + " bits";
  }
}
