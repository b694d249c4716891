package io.github.softjac.internal.kernel;

/// Brings the vector kernels of a family to full speed on data of its own.
///
/// What a kernel was compiled for is what it has seen: a branch that was never taken is left out,
/// and the first call that takes it falls back to the interpreter, for vectors a thousand times
/// slower, until the compiler has done its work again. So all kinds of calls take turns from the
/// first round on: every length of tail, one row and many, and [WarmUpData]'s ordinary and odd
/// logits.
final class WarmUp {

  /// Classes around every border at which some kernel changes its ways, and between.
  private static final int[][] CLASSES = {
    {2, 3, 5, 7, 8, 9, 10, 13, 16, 17, 20, 24, 31, 32, 33, 40, 47, 48, 50, 63},
    {64, 65, 79, 80, 100, 120, 127, 128, 129, 200, 250, 256, 300, 400, 500, 511, 512, 513},
    {1000, 1024, 1025, 2000, 2500, 4096, 4097, 5000}
  };

  /// A call has about so many elements.
  private static final int ELEMENTS = 1024;

  /// Rounds in which the vector kernels must be faster than the scalar ones, for short, medium and
  /// long rows; one in which they are not, because the compiler is still at it or because the
  /// thread was held up, costs some of those. A round at full speed takes some 0.3 ms.
  private static final int ENOUGH = 100;

  private static final int PENALTY = 5;

  /// The scalar kernels are timed in every so manieth round.
  private static final int SCALAR_EVERY = 4;

  private static final long LONGEST_NANOS = 10_000_000_000L;

  private WarmUp() {}

  /// A kernel on a batch of so many rows and classes.
  interface Call {
    void run(WarmUpData data, int rows, int classes);
  }

  /// Runs the kernels of a family until the vector ones are faster than the scalar ones, or ten
  /// seconds are over.
  ///
  /// @return whether they are faster
  static boolean run(KernelFamily family) {
    return switch (family) {
      case FLOAT_SOFTMAX -> {
        FloatSoftmax scalar = new ScalarFloatSoftmax();
        FloatSoftmax vector = new VectorFloatSoftmax();
        yield bring(
            (data, rows, k) -> vector.forward(data.z, data.out, 0, rows, k),
            (data, rows, k) -> scalar.forward(data.z, data.out, 0, rows, k));
      }
      case FLOAT_BACKWARD -> {
        FloatBackward scalar = new ScalarFloatBackward();
        FloatBackward vector = new VectorFloatBackward();
        yield bring(
            (data, rows, k) -> vector.backward(data.y, data.z, data.out, 0, rows, k),
            (data, rows, k) -> scalar.backward(data.y, data.z, data.out, 0, rows, k));
      }
      case FLOAT_LOG_SOFTMAX -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield bring(
            (data, rows, k) -> vector.forward(data.z, data.out, 0, rows, k),
            (data, rows, k) -> scalar.forward(data.z, data.out, 0, rows, k));
      }
      case FLOAT_LABEL_CROSS_ENTROPY -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield bring(
            (data, rows, k) -> labelCrossEntropy(vector, data, rows, k),
            (data, rows, k) -> labelCrossEntropy(scalar, data, rows, k));
      }
      case FLOAT_TARGET_CROSS_ENTROPY -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield bring(
            (data, rows, k) -> targetCrossEntropy(vector, data, rows, k),
            (data, rows, k) -> targetCrossEntropy(scalar, data, rows, k));
      }
      case FLOAT_PRODUCT -> ProductWarmUp.run(LONGEST_NANOS);
      case DOUBLE_SOFTMAX -> {
        DoubleSoftmax scalar = new ScalarDoubleSoftmax();
        DoubleSoftmax vector = new VectorDoubleSoftmax();
        yield bring(
            (data, rows, k) -> vector.forward(data.wideZ, data.wideOut, 0, rows, k),
            (data, rows, k) -> scalar.forward(data.wideZ, data.wideOut, 0, rows, k));
      }
      case DOUBLE_BACKWARD -> {
        DoubleBackward scalar = new ScalarDoubleBackward();
        DoubleBackward vector = new VectorDoubleBackward();
        yield bring(
            (data, rows, k) -> vector.backward(data.wideY, data.wideZ, data.wideOut, 0, rows, k),
            (data, rows, k) -> scalar.backward(data.wideY, data.wideZ, data.wideOut, 0, rows, k));
      }
    };
  }

  private static void labelCrossEntropy(
      FloatLogSoftmax kernel, WarmUpData data, int rows, int classes) {
    kernel.crossEntropy(
        data.z, data.someLabels, FloatLogSoftmax.ALL_ONE, rows, data.out, 0, rows, classes);
    kernel.crossEntropy(data.z, data.someLabels, data.weights, rows, data.out, 0, rows, classes);
    kernel.crossEntropyOfRows(data.z, data.labels, data.out, data.losses, rows, classes);
  }

  private static void targetCrossEntropy(
      FloatLogSoftmax kernel, WarmUpData data, int rows, int classes) {
    kernel.firstBadTarget(data.y, rows * classes);
    kernel.crossEntropy(data.z, data.y, FloatLogSoftmax.ALL_ONE, rows, data.out, 0, rows, classes);
    kernel.crossEntropy(data.z, data.y, data.weights, rows, data.out, 0, rows, classes);
    kernel.crossEntropyOfRows(data.z, data.y, data.out, data.losses, rows, classes);
  }

  private static boolean bring(Call vector, Call scalar) {
    WarmUpData ordinary = WarmUpData.ordinary();
    WarmUpData odd = WarmUpData.odd();
    long start = System.nanoTime();
    long[] scalarTimes = new long[CLASSES.length];
    int score = 0;
    for (int round = 0; score < ENOUGH; round++) {
      boolean faster = true;
      for (int group = 0; group < CLASSES.length; group++) {
        time(vector, odd, group, round);
        if (round % SCALAR_EVERY == 0) {
          long scalarTime = time(scalar, ordinary, group, round);
          scalarTimes[group] = round == 0 ? scalarTime : Math.min(scalarTime, scalarTimes[group]);
        }
        faster &= time(vector, ordinary, group, round) < scalarTimes[group];
      }
      score = faster ? score + 1 : Math.max(0, score - PENALTY);
      if (System.nanoTime() - start > LONGEST_NANOS) {
        return false;
      }
    }
    return true;
  }

  /// All classes of a group, in batches of many rows and, in turns, of a few.
  private static long time(Call call, WarmUpData data, int group, int round) {
    long start = System.nanoTime();
    for (int classes : CLASSES[group]) {
      call.run(data, Math.max(1, ELEMENTS / classes), classes);
      if ((classes + round) % 4 == 0) {
        call.run(data, 1 + round % 16, Math.min(classes, WarmUpData.MOST_ELEMENTS / 16));
      }
    }
    return System.nanoTime() - start;
  }
}
