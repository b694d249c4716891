package io.github.softjac.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.oracle.Form;
import io.github.softjac.oracle.RandomRows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a cost takes for a row it gives back, also where a row is NaN and the way through it is
/// short. That batches then allocate nothing is what [CostAllocationTest] shows.
final class RowMemoryTest {

  private static final int CLASSES = 5;
  private static final int ROWS = 3;

  /// Fewer than are kept, and more than a call takes.
  private static final int KEPT = 12;

  static Stream<Cost> costs() {
    return CatalogueCosts.all(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aCallGivesBackWhatItTook(Cost cost) {
    Map<String, Runnable> operations = new LinkedHashMap<>();
    for (boolean nan : new boolean[] {false, true}) {
      String rows = nan ? " of NaN" : "";
      new Row(nan).operations(cost, rows, operations);
      new Rows(nan).operations(BatchCost.of(cost), rows, operations);
    }
    operations.forEach((name, operation) -> {
      List<double[]> arrays = new ArrayList<>();
      for (int i = 0; i < KEPT; i++) {
        arrays.add(new double[CLASSES]);
      }
      arrays.forEach(RowMemory::giveBack);
      Set<double[]> before = taken();
      before.forEach(RowMemory::giveBack);
      operation.run();
      before.removeAll(taken());
      assertThat(before.size()).as("arrays that %s did not give back", name).isZero();
    });
  }

  /// So many arrays as can be taken, by what they are and not by what they hold.
  private static Set<double[]> taken() {
    Set<double[]> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < KEPT; i++) {
      taken.add(RowMemory.take(CLASSES));
    }
    return taken;
  }

  @Test
  void anArrayIsAsLongAsTheRow() {
    double[] five = new double[5];
    RowMemory.giveBack(five);
    RowMemory.giveBack(new double[7]);
    assertThat(RowMemory.take(7)).hasSize(7);
    assertThat(RowMemory.take(5)).isSameAs(five);
    assertThat(RowMemory.take(5)).hasSize(5).isNotSameAs(five);
    assertThat(RowMemory.take(new float[] {1, -2})).containsExactly(1, -2);
  }

  @Test
  void rowsOfAnotherLengthTakeThePlacesOfTheOldestThatAreKept() {
    for (int i = 0; i < 100; i++) {
      RowMemory.giveBack(new double[9]);
    }
    double[] first = new double[11];
    double[] second = new double[11];
    RowMemory.giveBack(first);
    RowMemory.giveBack(second);
    assertThat(List.of(RowMemory.take(11), RowMemory.take(11)))
        .usingElementComparator((a, b) -> a == b ? 0 : 1)
        .containsExactlyInAnyOrder(first, second);
  }

  /// One row in float and in double, and where its results go.
  private static final class Row {

    private final double[] z;
    private final double[] t;
    private final double[] y = new double[CLASSES];
    private final double[] dz = new double[CLASSES];
    private final double[] hv = new double[CLASSES];
    private final double[] v;
    private final float[] floatZ;
    private final float[] floatT;
    private final float[] floatY = new float[CLASSES];
    private final float[] floatDz = new float[CLASSES];

    Row(boolean nan) {
      RandomRows random = new RandomRows(7);
      z = random.normal(CLASSES, 2, 0);
      v = random.normal(CLASSES, 1, 0);
      t = random.distribution(CLASSES);
      z[1] = nan ? Double.NaN : z[1];
      floatZ = Form.narrow(z);
      floatT = Form.narrow(t);
    }

    void operations(Cost cost, String rows, Map<String, Runnable> operations) {
      operations.put(
          "gradient by the logits, double" + rows, () -> cost.logitGradient(z, t, y, dz));
      operations.put("gradient by the outputs, double" + rows, () -> cost.gradient(y, t, dz));
      operations.put(
          "gradient by the logits, float" + rows,
          () -> cost.logitGradient(floatZ, floatT, floatY, floatDz));
      operations.put(
          "gradient by the outputs, float" + rows, () -> cost.gradient(floatY, floatT, floatDz));
      operations.put(
          "Hessian product by the outputs" + rows, () -> cost.hessianProduct(y, t, v, hv));
      operations.put(
          "Hessian product by the logits" + rows,
          () -> cost.logitHessianProduct(z, t, v, y, dz, hv));
    }
  }

  /// A batch of a few rows in all forms.
  private static final class Rows {

    private final double[] z;
    private final double[] t = new double[ROWS * CLASSES];
    private final double[] dz = new double[ROWS * CLASSES];
    private final double[] losses = new double[ROWS];
    private final float[] floatZ;
    private final float[] floatT;
    private final float[] floatV;
    private final float[] floatDz = new float[ROWS * CLASSES];
    private final int[] labels = {3, 0, CLASSES - 1};

    Rows(boolean nan) {
      RandomRows random = new RandomRows(8);
      z = random.normal(ROWS * CLASSES, 2, 0);
      floatV = Form.narrow(random.normal(ROWS * CLASSES, 2, 0));
      for (int row = 0; row < ROWS; row++) {
        System.arraycopy(random.distribution(CLASSES), 0, t, row * CLASSES, CLASSES);
      }
      z[CLASSES + 1] = nan ? Double.NaN : z[CLASSES + 1];
      floatZ = Form.narrow(z);
      floatT = Form.narrow(t);
    }

    void operations(BatchCost cost, String rows, Map<String, Runnable> operations) {
      operations.put(
          "values of labels, float" + rows,
          () -> cost.values(floatZ, labels, null, losses, ROWS, CLASSES));
      operations.put(
          "gradient of labels, float" + rows,
          () -> cost.gradient(floatZ, labels, null, floatDz, ROWS, CLASSES));
      operations.put(
          "gradient of targets, float" + rows,
          () -> cost.gradient(floatZ, floatT, null, floatDz, ROWS, CLASSES));
      operations.put(
          "gradient of labels, double" + rows,
          () -> cost.gradient(z, labels, null, dz, ROWS, CLASSES));
      operations.put(
          "gradient of targets, double" + rows, () -> cost.gradient(z, t, null, dz, ROWS, CLASSES));
      operations.put(
          "Hessian product of labels, float" + rows,
          () -> cost.hessianProduct(floatZ, labels, null, floatV, floatDz, ROWS, CLASSES));
      operations.put(
          "Hessian product of targets, float" + rows,
          () -> cost.hessianProduct(floatZ, floatT, null, floatV, floatDz, ROWS, CLASSES));
      operations.put(
          "curvature of labels, float" + rows,
          () -> cost.curvature(floatZ, labels, null, floatV, floatDz, ROWS, CLASSES));
    }
  }
}
