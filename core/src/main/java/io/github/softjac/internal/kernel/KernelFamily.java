package io.github.softjac.internal.kernel;

import java.util.concurrent.atomic.AtomicLong;

/// Kernels that are made ready together, because who calls one will call the others.
///
/// A family starts in its scalar twins. When it has done some work there, [Twins] has its vector
/// kernels made ready, and from then on they serve its calls. A family that nobody calls costs
/// nothing.
@SuppressWarnings("ImmutableEnumChecker") // what is compiled is a state of the JVM, one a family
enum KernelFamily {
  FLOAT_SOFTMAX("softmax in float"),
  FLOAT_BACKWARD("softmax backward in float"),
  FLOAT_LOG_SOFTMAX("log-softmax in float"),
  FLOAT_LOG_BACKWARD("log-softmax backward in float"),
  FLOAT_LABEL_CROSS_ENTROPY("cross-entropy of labels in float"),
  FLOAT_LABEL_COSTS("other costs and options of labels in float"),
  FLOAT_TARGET_CROSS_ENTROPY("cross-entropy of targets in float"),
  FLOAT_TARGET_COSTS("other costs of targets in float"),
  FLOAT_LINEAR("linear layers of few classes in float", Work.OF_PRODUCTS),
  ROW_FUNCTIONS("functions of a number a row"),
  FLOAT_PRODUCT("matrix product in float", Work.OF_PRODUCTS),
  FLOAT_PAIRS("products of pairs of vectors", Work.OF_PRODUCTS),
  DOUBLE_SOFTMAX("softmax in double"),
  DOUBLE_BACKWARD("softmax backward in double"),
  DOUBLE_LOG_SOFTMAX("log-softmax in double"),
  DOUBLE_LOG_BACKWARD("log-softmax backward in double"),
  DOUBLE_CROSS_ENTROPY("cross-entropy in double");

  /// How much is done in scalar kernels before the vector kernels are made ready.
  ///
  /// Making ready takes processor time: one to five seconds a family, of products one. Whoever does
  /// less work than that has nothing of it. So it begins when the scalar kernels have taken about a
  /// tenth of what it takes.
  private static final class Work {

    /// Elements: some 0.3 seconds of softmax, up to one of cross-entropy.
    static final long OF_ROWS = 1L << 27;

    /// Elements that take as long: some 0.05 seconds.
    static final long OF_PRODUCTS = 1L << 23;
  }

  private final String title;

  /// Elements that are still to be done before the vector kernels are made ready.
  private final AtomicLong toWait;

  /// So many elements before the last try. For the thread that warms up alone.
  private long work;

  private volatile boolean ready = Twins.FORCED_VECTOR;

  private volatile boolean scalarForGood = Twins.FORCED_SCALAR;

  KernelFamily(String title) {
    this(title, Work.OF_ROWS);
  }

  KernelFamily(String title, long work) {
    this.title = title;
    this.work = work;
    toWait = new AtomicLong(work);
  }

  /// Whether a call on so many elements goes to the vector twin. Small calls never do, and do not
  /// count: they may be many, from many threads.
  boolean vector(long elements) {
    return elements >= Twins.LEAST_ELEMENTS && (ready || countScalar(elements));
  }

  private boolean countScalar(long elements) {
    if (!Twins.MAY_BECOME_VECTOR) {
      Twins.check();
      return false;
    }
    if (toWait.get() > 0 && toWait.addAndGet(-elements) <= 0) {
      Twins.request(this);
    }
    return false;
  }

  /// The vector kernels serve from here on.
  void becomeReady() {
    ready = true;
  }

  /// No vector kernels will ever serve.
  void stayScalar() {
    scalarForGood = true;
  }

  /// Whether scalar kernels may take long to be compiled if they are faster then: they serve for
  /// good.
  boolean isScalarForGood() {
    return scalarForGood;
  }

  /// The vector kernels did not become faster: they are tried again after 16 times as much work as
  /// the last time. On a busy machine the compiler may only have been late, and what it has made is
  /// kept.
  void tryAgainLater() {
    work = Math.min(work << 4, 1L << 60);
    toWait.set(work);
  }

  /// Whether it has done so much work that the vector kernels are being made ready, or are.
  boolean isAskedFor() {
    return toWait.get() <= 0;
  }

  boolean isReady() {
    return ready;
  }

  /// Words for [Twins#active()].
  String title() {
    return title;
  }
}
