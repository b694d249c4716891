package io.github.softjac.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the vector kernels of a family to full speed on data of its own.
///
/// What a kernel was compiled for is what it has seen: a branch that was never taken is left out,
/// and the first call that takes it falls back to the interpreter, for vectors a thousand times
/// slower, until the compiler has done its work again. So all kinds of calls take turns from the
/// first round on: every length of tail, one row and many, ordinary and odd logits.
final class WarmUp {

  /// Classes around every border at which some kernel changes its ways, and between; timed group by
  /// group.
  private static final int[][] CLASSES = {
    {2, 3, 7, 8, 10, 16, 17, 24, 31, 32, 33, 48, 63},
    {64, 65, 80, 100, 127, 128, 129, 200, 256, 500, 512, 513},
    {1000, 1025, 4096, 4097, 5000}
  };

  /// A batch of many rows has about so many elements.
  private static final int ELEMENTS = 1024;

  /// Rounds in which the vector kernels must be faster than the scalar ones, in all groups; one in
  /// which they are not, because the compiler is still at it or because the thread was held up,
  /// costs some of those. A round at full speed takes some 0.2 ms.
  private static final int ENOUGH = 100;

  private static final int PENALTY = 5;

  /// The scalar kernels are timed, and related ones run, in every so manieth round.
  private static final int SOME_EVERY = 4;

  /// After a round in which the vector kernels are not yet faster the thread sleeps as long as that
  /// round took, but no longer than this: it is the compiler that is waited for, and more rounds
  /// only give it more of the Vector API's own slow paths to compile, and take a processor from
  /// those who have work to do.
  private static final long LONGEST_SLEEP_NANOS = 20_000_000;

  private static final long LONGEST_NANOS = 60_000_000_000L;

  private static final KernelOptions SMOOTHED = new KernelOptions(0.125, 0);
  private static final KernelOptions WITH_Z_LOSS = new KernelOptions(0, 1e-3);
  private static final ExpectationScore LOGARITHMS = ExpectationScore.ofLogarithms(-4);

  private static final List<TermForm> FORMS =
      Stream.of(TermForm.Kind.values()).map(kind -> new TermForm(kind, 0.5f)).toList();

  private WarmUp() {}

  /// Runs the kernels of a family until the vector ones are faster than the scalar ones, or a
  /// minute is over.
  ///
  /// @return whether they are faster
  static boolean run(KernelFamily family) {
    return switch (family) {
      case FLOAT_SOFTMAX -> {
        FloatSoftmax scalar = new ScalarFloatSoftmax();
        FloatSoftmax vector = new VectorFloatSoftmax();
        yield floats(
            b -> vector.forward(b.z, b.out, 0, b.rows, b.classes),
            b -> scalar.forward(b.z, b.out, 0, b.rows, b.classes));
      }
      case FLOAT_BACKWARD -> {
        FloatBackward scalar = new ScalarFloatBackward();
        FloatBackward vector = new VectorFloatBackward();
        yield floats(
            b -> vector.backward(b.y, b.z, b.out, 0, b.rows, b.classes),
            b -> scalar.backward(b.y, b.z, b.out, 0, b.rows, b.classes));
      }
      case FLOAT_LOG_SOFTMAX -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield floats(
            b -> vector.forward(b.z, b.out, 0, b.rows, b.classes),
            b -> scalar.forward(b.z, b.out, 0, b.rows, b.classes));
      }
      case FLOAT_LOG_BACKWARD -> {
        FloatLogBackward scalar = new ScalarFloatLogBackward();
        FloatLogBackward vector = new VectorFloatLogBackward();
        yield floats(
            b -> vector.backward(b.y, b.z, b.out, 0, b.rows, b.classes),
            b -> scalar.backward(b.y, b.z, b.out, 0, b.rows, b.classes));
      }
      case FLOAT_LABEL_CROSS_ENTROPY -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield bring(
            b -> labelCrossEntropy(vector, b),
            b -> labelCrossEntropy(scalar, b),
            b -> labelCosts(vector, b),
            false);
      }
      case FLOAT_LABEL_COSTS -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield bring(
            b -> labelCosts(vector, b),
            b -> labelCosts(scalar, b),
            b -> labelCrossEntropy(vector, b),
            false);
      }
      case FLOAT_TARGET_CROSS_ENTROPY -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield floats(b -> targetCrossEntropy(vector, b), b -> targetCrossEntropy(scalar, b));
      }
      case FLOAT_TARGET_COSTS -> {
        FloatLogSoftmax scalar = new ScalarFloatLogSoftmax();
        FloatLogSoftmax vector = new VectorFloatLogSoftmax();
        yield floats(b -> targetCosts(vector, b), b -> targetCosts(scalar, b));
      }
      case FLOAT_LINEAR -> LinearWarmUp.run(LONGEST_NANOS);
      case ROW_FUNCTIONS -> {
        RowFunctionsWarmUp data = new RowFunctionsWarmUp();
        yield doubles(b -> data.vector(), b -> data.scalar());
      }
      case FLOAT_PRODUCT -> ProductWarmUp.run(LONGEST_NANOS);
      case FLOAT_PAIRS -> PairsWarmUp.run(LONGEST_NANOS);
      case DOUBLE_SOFTMAX -> {
        DoubleSoftmax scalar = new ScalarDoubleSoftmax();
        DoubleSoftmax vector = new VectorDoubleSoftmax();
        yield doubles(
            b -> vector.forward(b.wideZ, b.wideOut, 0, b.rows, b.classes),
            b -> scalar.forward(b.wideZ, b.wideOut, 0, b.rows, b.classes));
      }
      case DOUBLE_BACKWARD -> {
        DoubleBackward scalar = new ScalarDoubleBackward();
        DoubleBackward vector = new VectorDoubleBackward();
        yield doubles(
            b -> vector.backward(b.wideY, b.wideZ, b.wideOut, 0, b.rows, b.classes),
            b -> scalar.backward(b.wideY, b.wideZ, b.wideOut, 0, b.rows, b.classes));
      }
      case DOUBLE_LOG_SOFTMAX -> {
        DoubleLogSoftmax scalar = new ScalarDoubleLogSoftmax();
        DoubleLogSoftmax vector = new VectorDoubleLogSoftmax();
        yield doubles(
            b -> vector.forward(b.wideZ, b.wideOut, 0, b.rows, b.classes),
            b -> scalar.forward(b.wideZ, b.wideOut, 0, b.rows, b.classes));
      }
      case DOUBLE_LOG_BACKWARD -> {
        DoubleLogBackward scalar = new ScalarDoubleLogBackward();
        DoubleLogBackward vector = new VectorDoubleLogBackward();
        yield doubles(
            b -> vector.backward(b.wideY, b.wideZ, b.wideOut, 0, b.rows, b.classes),
            b -> scalar.backward(b.wideY, b.wideZ, b.wideOut, 0, b.rows, b.classes));
      }
      case DOUBLE_CROSS_ENTROPY -> {
        DoubleCrossEntropy scalar = new ScalarDoubleCrossEntropy();
        DoubleCrossEntropy vector = new VectorDoubleCrossEntropy();
        yield doubles(b -> crossEntropy(vector, b), b -> crossEntropy(scalar, b));
      }
    };
  }

  private static void crossEntropy(DoubleCrossEntropy kernel, WarmUpBatch b) {
    kernel.ofLabels(b.wideZ, 0, b.labels, b.wideWeights, b.wideOut, 0, b.losses, b.rows, b.classes);
    kernel.ofTargets(
        b.wideZ, 0, b.wideY, 0, b.wideWeights, b.wideOut, 0, b.losses, b.rows, b.classes);
  }

  private static void labelCrossEntropy(FloatLogSoftmax kernel, WarmUpBatch b) {
    labelCost(kernel, b, b.labels, null, KernelOptions.NONE);
    kernel.crossEntropy(
        b.z, b.someLabels, FloatLogSoftmax.ALL_ONE, b.rows, b.out, 0, b.rows, b.classes);
    kernel.crossEntropy(b.z, b.someLabels, b.weights, b.rows, b.out, 0, b.rows, b.classes);
  }

  private static void labelCosts(FloatLogSoftmax kernel, WarmUpBatch b) {
    kernel.softmaxOfRows(b.z, 0, b.out, b.losses, b.losses, b.losses, b.rows, b.classes);
    labelCost(kernel, b, b.someLabels, WarmUp::score, KernelOptions.NONE);
    labelCost(kernel, b, b.someLabels, null, SMOOTHED);
    labelCost(kernel, b, b.labels, WarmUp::score, WITH_Z_LOSS);
    expectedCost(kernel, b, b.lines, ExpectationScore.ofLines(b.y));
    expectedCost(kernel, b, b.someLabels, LOGARITHMS);
    kernel.costOfSquares(
        b.z,
        b.someLabels,
        WarmUp::squaresScore,
        WITH_Z_LOSS,
        FloatLogSoftmax.ALL_ONE,
        1,
        b.out,
        b.losses,
        0,
        b.rows,
        b.classes);
    kernel.rankedOfLabels(
        b.z,
        b.someLabels,
        WITH_Z_LOSS,
        FloatLogSoftmax.ALL_ONE,
        1,
        b.out,
        b.losses,
        0,
        b.rows,
        b.classes);
  }

  private static void expectedCost(
      FloatLogSoftmax kernel, WarmUpBatch b, int[] labels, ExpectationScore score) {
    kernel.costOfExpectation(
        b.z,
        labels,
        score,
        WITH_Z_LOSS,
        FloatLogSoftmax.ALL_ONE,
        1,
        b.out,
        b.losses,
        0,
        b.rows,
        b.classes);
  }

  private static void labelCost(
      FloatLogSoftmax kernel,
      WarmUpBatch b,
      int[] labels,
      @Nullable LabelScore score,
      KernelOptions options) {
    float[] one = FloatLogSoftmax.ALL_ONE;
    kernel.costOfLabels(b.z, labels, score, options, one, 1, b.out, b.losses, 0, b.rows, b.classes);
  }

  /// Any cost of a label.
  private static void score(
      double[] logY, double[] y, double[] rest, double[] losses, double[] factors, int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = rest[row];
      factors[row] = y[row];
    }
  }

  private static void squaresScore(
      double[] y,
      double[] rest,
      double[] squares,
      double[] losses,
      double[] alphas,
      double[] gammas,
      int rows) {
    for (int row = 0; row < rows; row++) {
      losses[row] = rest[row] + squares[row];
      alphas[row] = y[row];
      gammas[row] = 1;
    }
  }

  private static void targetCrossEntropy(FloatLogSoftmax kernel, WarmUpBatch b) {
    float[] one = FloatLogSoftmax.ALL_ONE;
    kernel.firstBadTarget(b.y, b.y.length);
    kernel.crossEntropy(b.z, b.y, one, b.rows, b.out, 0, b.rows, b.classes);
    kernel.crossEntropy(b.z, b.y, b.weights, b.rows, b.out, 0, b.rows, b.classes);
    for (KernelOptions options : List.of(KernelOptions.NONE, SMOOTHED, WITH_Z_LOSS)) {
      kernel.crossEntropyOfTargets(
          b.z, b.y, options, one, 1, b.out, b.losses, 0, b.rows, b.classes);
    }
  }

  private static void targetCosts(FloatLogSoftmax kernel, WarmUpBatch b) {
    for (TermForm form : FORMS) {
      kernel.costOfTerms(
          form, b.z, 0, b.y, 0, b.wideWeights, 0, b.out, 0, b.losses, b.rows, b.classes);
    }
  }

  private static boolean floats(Consumer<WarmUpBatch> vector, Consumer<WarmUpBatch> scalar) {
    return bring(vector, scalar, b -> {}, false);
  }

  private static boolean doubles(Consumer<WarmUpBatch> vector, Consumer<WarmUpBatch> scalar) {
    return bring(vector, scalar, b -> {}, true);
  }

  /// Runs rounds until the vector kernels are faster.
  ///
  /// @param related vector kernels of another family that share code with these. They run now and
  ///   then, so that the shared code is not compiled without their branches: it would be thrown
  ///   away, and these kernels be slow again, when that family is made ready later.
  private static boolean bring(
      Consumer<WarmUpBatch> vector,
      Consumer<WarmUpBatch> scalar,
      Consumer<WarmUpBatch> related,
      boolean wide) {
    List<List<WarmUpBatch>> ordinary = new ArrayList<>();
    List<List<WarmUpBatch>> odd = new ArrayList<>();
    for (int[] classes : CLASSES) {
      ordinary.add(batches(classes, false, wide));
      odd.add(batches(classes, true, wide));
    }
    long start = System.nanoTime();
    long[] scalarTimes = new long[CLASSES.length];
    int score = 0;
    for (int round = 0; score < ENOUGH; round++) {
      long roundStart = System.nanoTime();
      boolean faster = true;
      for (int group = 0; group < CLASSES.length; group++) {
        odd.get(group).forEach(vector);
        if (round % SOME_EVERY == 0) {
          odd.get(group).forEach(related);
          long scalarTime = time(scalar, ordinary.get(group));
          scalarTimes[group] = round == 0 ? scalarTime : Math.min(scalarTime, scalarTimes[group]);
        }
        faster &= time(vector, ordinary.get(group)) < scalarTimes[group];
      }
      score = faster ? score + 1 : Math.max(0, score - PENALTY);
      long now = System.nanoTime();
      if (now - start > LONGEST_NANOS) {
        return false;
      }
      if (!faster) {
        LockSupport.parkNanos(Math.min(LONGEST_SLEEP_NANOS, now - roundStart));
      }
    }
    return true;
  }

  /// For each number of classes a batch of many rows; of short rows also one of 1 to 16 rows.
  private static List<WarmUpBatch> batches(int[] manyClasses, boolean odd, boolean wide) {
    List<WarmUpBatch> batches = new ArrayList<>();
    for (int classes : manyClasses) {
      batches.add(new WarmUpBatch(Math.max(1, ELEMENTS / classes), classes, odd, wide));
      int few = 1 + batches.size() % 16;
      if (few * classes < ELEMENTS / 2) {
        batches.add(new WarmUpBatch(few, classes, odd, wide));
      }
    }
    return batches;
  }

  private static long time(Consumer<WarmUpBatch> call, List<WarmUpBatch> batches) {
    long start = System.nanoTime();
    batches.forEach(call);
    return System.nanoTime() - start;
  }
}
