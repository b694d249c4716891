package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.Form;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The memory that a thread keeps from call to call has nothing in it of the caller's: what was
/// handed in can be collected after the call.
final class CallerArraysTest {

  private static final int CLASSES = 100;

  private final List<WeakReference<Object>> given = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"squared-error, 20", "jensen-shannon, 20", "squared-error, 700"})
  void arraysAreFreeAfterTheCall(String name, int rows) throws InterruptedException {
    BatchCost cost = BatchCost.of(Costs.named(name));
    for (int i = 0; i < 4; i++) { // with luck, another of the threads does the first piece
      inFloat(cost, rows);
      inDouble(cost, rows);
    }
    for (int i = 0; i < 100 && !allAreFree(); i++) {
      System.gc();
      Thread.sleep(5);
    }
    assertThat(given).hasSize(4 * 14).allSatisfy(array -> assertThat(array.get()).isNull());
  }

  private boolean allAreFree() {
    return given.stream().allMatch(array -> array.refersTo(null));
  }

  private void inFloat(BatchCost cost, int rows) {
    BatchRows batch = BatchRows.random(1, rows, CLASSES).withSoftTargets(2).withWeights(3);
    float[] z = given(Form.narrow(batch.z));
    float[] t = given(Form.narrow(batch.targets()));
    float[] weights = given(Form.narrow(Objects.requireNonNull(batch.weights)));
    int[] labels = given(batch.labels);
    float[] dz = given(new float[z.length]);
    double[] losses = given(new double[rows]);
    float[] hv = given(new float[z.length]);
    cost.gradients(z, labels, weights, losses, dz, rows, CLASSES);
    cost.gradients(z, t, weights, losses, dz, rows, CLASSES);
    cost.hessianProduct(z, t, weights, dz, hv, rows, CLASSES);
  }

  private void inDouble(BatchCost cost, int rows) {
    BatchRows batch = BatchRows.random(1, rows, CLASSES).withSoftTargets(2).withWeights(3);
    double[] z = given(batch.z);
    double[] t = given(batch.targets());
    double[] weights = given(Objects.requireNonNull(batch.weights));
    int[] labels = given(batch.labels);
    double[] dz = given(new double[z.length]);
    double[] losses = given(new double[rows]);
    double[] hv = given(new double[z.length]);
    cost.gradients(z, labels, weights, losses, dz, rows, CLASSES);
    cost.gradients(z, t, weights, losses, dz, rows, CLASSES);
    cost.hessianProduct(z, t, weights, dz, hv, rows, CLASSES);
  }

  private <T> T given(T array) {
    given.add(new WeakReference<>(array));
    return array;
  }
}
