package io.github.softjac.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.Reduction;
import io.github.softjac.softmax.LogSoftmax;
import io.github.softjac.softmax.ShapedSoftmax;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// ONNX's own node tests of Softmax, LogSoftmax, SoftmaxCrossEntropyLoss and
/// NegativeLogLikelihoodLoss through the public methods, in float, to the tolerance of ONNX. Made
/// by `src/test/python/onnx_node_cases.py`.
///
/// Half of them have a name that ends with "_expanded": the same data for an implementation that
/// builds the operator from others. They are run like the rest.
final class OnnxNodeTest {

  private static final double RELATIVE = 1e-3;
  private static final double ABSOLUTE = 1e-7;

  /// `L = −Σ_k t_k z_k`: what ONNX calls negative log-likelihood, of z that need not be logarithms
  /// of anything. A cost of a user's own that goes by the logits.
  private static final Cost NEGATIVE_LOG_LIKELIHOOD =
      new Cost() {
        @Override
        public double gradient(float[] y, float[] t, float[] dy) {
          throw new UnsupportedOperationException("it is a cost of the logits");
        }

        @Override
        public double logitGradient(float[] z, float[] t, float[] y, float[] dz) {
          double loss = 0;
          for (int k = 0; k < z.length; k++) {
            loss -= t[k] == 0 ? 0 : t[k] * z[k];
            dz[k] = -t[k];
          }
          return loss;
        }
      };

  static List<NodeCase> cases() throws IOException {
    try (CaseFile file = CaseFile.resource("onnx-node-cases.bin.gz")) {
      return NodeCase.readAll(file);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resultsAreThoseOfOnnx(NodeCase one) {
    switch (one.operator()) {
      case "Softmax" -> softmax(one);
      case "LogSoftmax" -> logSoftmax(one);
      case "SoftmaxCrossEntropyLoss" -> loss(one, new CrossEntropy());
      case "NegativeLogLikelihoodLoss" -> loss(one, NEGATIVE_LOG_LIKELIHOOD);
      default -> throw new AssertionError(one.operator());
    }
  }

  @Test
  void allOf132CasesAreThere() throws IOException {
    assertThat(cases()).hasSize(132);
  }

  private static void softmax(NodeCase one) {
    Tensor z = one.inputs().get(0);
    float[] y = new float[z.floats().length];
    ShapedSoftmax.tensor(one.axis(z), z.shape()).forward(z.floats(), y);
    compare(one, y, one.outputs().get(0));
  }

  /// Rows along the axis, turned to the last one and back.
  private static void logSoftmax(NodeCase one) {
    Tensor z = one.inputs().get(0);
    Rows rows = Rows.of(z, one.axis(z));
    float[] logY = new float[rows.values.length];
    LogSoftmax.forward(rows.values, logY, rows.rows, rows.classes);
    compare(one, rows.turnedBack(logY), one.outputs().get(0));
  }

  private static void loss(NodeCase one, Cost row) {
    Rows z = Rows.of(one.inputs().get(0), 1);
    int[] labels = one.inputs().get(1).integers();
    BatchCost cost = BatchCost.of(row);
    if (one.inputs().size() == 3) {
      cost = cost.classWeights(widened(one.inputs().get(2).floats()));
    }
    if (!one.ignored().isEmpty()) {
      cost = cost.ignoredLabel(Integer.parseInt(one.ignored()));
    }
    double[] losses;
    if (one.reduction().equals("none")) {
      losses = new double[z.rows];
      cost.values(z.values, labels, null, losses, z.rows, z.classes);
    } else {
      Reduction reduction = one.reduction().equals("mean") ? Reduction.MEAN : Reduction.SUM;
      losses =
          new double[] {cost.reduction(reduction).value(z.values, labels, null, z.rows, z.classes)};
    }
    float[] found = new float[losses.length];
    for (int i = 0; i < losses.length; i++) {
      found[i] = (float) losses[i];
    }
    compare(one, found, one.outputs().get(0));
    if (one.outputs().size() == 2) {
      logSoftmaxOf(one, z);
    }
  }

  /// The second output of SoftmaxCrossEntropyLoss.
  private static void logSoftmaxOf(NodeCase one, Rows z) {
    float[] logY = new float[z.values.length];
    LogSoftmax.forward(z.values, logY, z.rows, z.classes);
    compare(one, z.turnedBack(logY), one.outputs().get(1));
  }

  private static void compare(NodeCase one, float[] found, Tensor expected) {
    float[] values = expected.floats();
    assertThat(found).as(one.name()).hasSameSizeAs(values);
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs((double) found[i] - values[i]);
      assertThat(difference)
          .as("%s, element %d: %s, in ONNX %s", one.name(), i, found[i], values[i])
          .isLessThanOrEqualTo(ABSOLUTE + RELATIVE * Math.abs(values[i]));
    }
  }

  private static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }

  /// The lines of a tensor along one axis as rows.
  private static final class Rows {
    final int rows;
    final int classes;
    final float[] values;
    private final int inner;

    private Rows(int rows, int classes, int inner) {
      this.rows = rows;
      this.classes = classes;
      this.inner = inner;
      values = new float[rows * classes];
    }

    static Rows of(Tensor tensor, int axis) {
      int inner = 1;
      for (int i = axis + 1; i < tensor.shape().length; i++) {
        inner *= tensor.shape()[i];
      }
      int classes = tensor.shape()[axis];
      Rows rows = new Rows(tensor.floats().length / classes, classes, inner);
      for (int i = 0; i < rows.values.length; i++) {
        rows.values[i] = tensor.floats()[rows.at(i)];
      }
      return rows;
    }

    float[] turnedBack(float[] results) {
      float[] turned = new float[results.length];
      for (int i = 0; i < results.length; i++) {
        turned[at(i)] = results[i];
      }
      return turned;
    }

    /// Where element i of the rows is in the tensor.
    private int at(int i) {
      int row = i / classes;
      int k = i % classes;
      return (row / inner * classes + k) * inner + row % inner;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Tensor(int[] shape, float @Nullable [] real, int @Nullable [] whole) {

    static Tensor read(CaseFile file) throws IOException {
      boolean real = file.character() == 'f';
      int[] shape = file.integers(file.integer());
      int length = 1;
      for (int size : shape) {
        length *= size;
      }
      return real
          ? new Tensor(shape, file.floats(length), null)
          : new Tensor(shape, null, file.integers(length));
    }

    float[] floats() {
      if (real == null) {
        throw new AssertionError("a tensor of integers");
      }
      return real;
    }

    int[] integers() {
      if (whole == null) {
        throw new AssertionError("a tensor of floats");
      }
      return whole;
    }
  }

  record NodeCase(
      String name,
      String operator,
      int givenAxis,
      String reduction,
      String ignored,
      List<Tensor> inputs,
      List<Tensor> outputs) {

    static List<NodeCase> readAll(CaseFile file) throws IOException {
      List<Tensor> tensors = new ArrayList<>();
      int arrays = file.integer();
      for (int i = 0; i < arrays; i++) {
        tensors.add(Tensor.read(file));
      }
      List<NodeCase> cases = new ArrayList<>();
      int count = file.integer();
      for (int i = 0; i < count; i++) {
        cases.add(
            new NodeCase(
                file.text(),
                file.text(),
                file.integer(),
                file.text(),
                file.text(),
                group(file, tensors),
                group(file, tensors)));
      }
      return cases;
    }

    private static List<Tensor> group(CaseFile file, List<Tensor> tensors) throws IOException {
      List<Tensor> group = new ArrayList<>();
      for (int index : file.integers(file.integer())) {
        group.add(tensors.get(index));
      }
      return group;
    }

    int axis(Tensor tensor) {
      return givenAxis < 0 ? givenAxis + tensor.shape().length : givenAxis;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
