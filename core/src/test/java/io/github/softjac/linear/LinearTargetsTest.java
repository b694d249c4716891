package io.github.softjac.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.Focal;
import io.github.softjac.internal.parallel.Workers;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Labels and soft targets, with and without weights, in float and in double, over every kind of
/// features and every shape that goes a way of its own: the logits written out, the cost of the
/// batch behind them, and the chain rule in plain loops.
final class LinearTargetsTest {

  private static final Workers ONE = new Workers(1);

  @ParameterizedTest
  @CsvSource({"60, 7, 3", "90, 23, 5", "70, 64, 2", "40, 9, 70", "33, 5, 300"})
  void valueGradientAndProductAreThoseOfTheBatchOfLogits(int rows, int columns, int classes) {
    LinearCase some = LinearCase.of(new SplittableRandom(classes), rows, columns, classes);
    SplittableRandom random = new SplittableRandom(2);
    float[] t = new float[rows * classes];
    for (int i = 0; i < t.length; i++) {
      t[i] = random.nextInt(5) / 4f;
    }
    for (Features x : new Features[] {some.dense(), some.sparse(), some.reader()}) {
      for (float[] weights : new float[][] {null, some.weights()}) {
        check(some, x, null, t, weights);
        check(some, x, some.labels(), t, weights);
      }
    }
  }

  private static void check(
      LinearCase some, Features x, int @Nullable [] labels, float[] t, float @Nullable [] weights) {
    for (BatchCost cost :
        new BatchCost[] {BatchCost.of(new CrossEntropy()), BatchCost.of(new Focal()).zLoss(0.1)}) {
      LinearSoftmax any =
          labels == null
              ? LinearSoftmax.ofTargets(x, t, weights, some.classes(), cost, ONE)
              : LinearSoftmax.ofLabels(x, labels, weights, some.classes(), cost, ONE);
      Expected expected = new Expected(some, cost, labels, t, weights);
      agree(any.inDouble(), expected, 1e-12);
      agree(any.inFloat(), expected, 2e-5);
    }
  }

  private static void agree(LinearSoftmax model, Expected expected, double bound) {
    double[] w = expected.w;
    double[] found = new double[w.length];
    assertThat(model.value(w)).isEqualTo(expected.value, within(bound * (1 + expected.value)));
    assertThat(model.gradient(w, found))
        .isEqualTo(expected.value, within(bound * (1 + expected.value)));
    close(found, expected.gradient, bound);
    model.hessianProduct(w, expected.v, found);
    close(found, expected.product, bound);
  }

  private static void close(double[] found, double[] expected, double bound) {
    double largest = 1e-3;
    int worst = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      if (!(Math.abs(found[i] - expected[i]) <= Math.abs(found[worst] - expected[worst]))) {
        worst = i;
      }
    }
    assertThat(found[worst])
        .as("parameter %d, the furthest off", worst)
        .isEqualTo(expected[worst], within(bound * largest));
  }

  /// `z = X Wᵀ + b`, the mean cost of the batch, `∂L/∂W = dzᵀ X`, `∂L/∂b = Σ dz`.
  private static final class Expected {
    final double[] w;
    final double[] v;
    final double value;
    final double[] gradient;
    final double[] product;

    Expected(
        LinearCase some,
        BatchCost cost,
        int @Nullable [] labels,
        float[] t,
        float @Nullable [] weights) {
      int rows = some.rows();
      int classes = some.classes();
      w = some.parameters();
      v = LinearCase.of(new SplittableRandom(6), 1, some.dense().columns(), classes).parameters();
      double[] z = logits(some, w);
      double[] dv = logits(some, v);
      double[] dz = new double[z.length];
      double[] hv = new double[z.length];
      double[] wide = widen(weights);
      if (labels != null) {
        value = cost.gradient(z, labels, wide, dz, rows, classes);
        cost.hessianProduct(z, labels, wide, dv, hv, rows, classes);
      } else {
        double[] targets = new double[t.length];
        for (int i = 0; i < t.length; i++) {
          targets[i] = t[i];
        }
        value = cost.gradient(z, targets, wide, dz, rows, classes);
        cost.hessianProduct(z, targets, wide, dv, hv, rows, classes);
      }
      gradient = back(some, dz);
      product = back(some, hv);
    }

    private static double @Nullable [] widen(float @Nullable [] weights) {
      if (weights == null) {
        return null;
      }
      double[] wide = new double[weights.length];
      for (int row = 0; row < wide.length; row++) {
        wide[row] = weights[row];
      }
      return wide;
    }

    private static double[] logits(LinearCase some, double[] w) {
      int columns = some.dense().columns();
      int classes = some.classes();
      double[] z = new double[some.rows() * classes];
      for (int i = 0; i < z.length; i++) {
        int row = i / classes;
        int k = i % classes;
        z[i] = w[classes * columns + k];
        for (int j = 0; j < columns; j++) {
          z[i] += w[k * columns + j] * some.dense().values()[row * columns + j];
        }
      }
      return z;
    }

    private static double[] back(LinearCase some, double[] dz) {
      int columns = some.dense().columns();
      int classes = some.classes();
      double[] dw = new double[classes * (columns + 1)];
      for (int i = 0; i < dz.length; i++) {
        int row = i / classes;
        int k = i % classes;
        dw[classes * columns + k] += dz[i];
        for (int j = 0; j < columns; j++) {
          dw[k * columns + j] += dz[i] * some.dense().values()[row * columns + j];
        }
      }
      return dw;
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    DenseRows x = new DenseRows(new float[6], 2, 3);
    BatchCost cost = BatchCost.of(new CrossEntropy());
    refused(
        () -> LinearSoftmax.ofLabels(x, new int[2], null, 0, cost, ONE),
        "classes is 0: softmax needs at least 1 class");
    refused(
        () -> LinearSoftmax.ofLabels(x, new int[3], null, 2, cost, ONE),
        "labels has 3 elements: there are 2 rows");
    refused(
        () -> LinearSoftmax.ofLabels(x, new int[2], new float[1], 2, cost, ONE),
        "weights has 1 elements: there are 2 rows");
    refused(
        () -> LinearSoftmax.ofTargets(x, new float[3], null, 2, cost, ONE),
        "t has 3 elements: 2 rows × 2 classes need 4");
    refused(
        () -> LinearSoftmax.ofLabels(x, new int[2], null, 1 << 30, cost, ONE),
        "1073741824 classes × 3 columns do not fit one array of parameters: at most 2³¹ − 1"
            + " elements");
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
