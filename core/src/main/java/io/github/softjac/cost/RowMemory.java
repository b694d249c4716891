package io.github.softjac.cost;

import java.util.Arrays;

/// Arrays of one row for intermediate results, kept by the thread from call to call: exactly as
/// long as the row, since costs go by the length. An array is taken and given back; what it holds
/// is left over.
final class RowMemory {

  /// As many as one call ever holds at once, with those of a cost inside a cost.
  private static final int SLOTS = 16;

  private static final ThreadLocal<RowMemory> OF_THREAD = ThreadLocal.withInitial(RowMemory::new);

  private static final double[] NONE = {};

  /// The arrays that are free; [#NONE] where there is none.
  private final double[][] free = new double[SLOTS][];

  private int next;

  private RowMemory() {
    Arrays.fill(free, NONE);
  }

  static double[] take(int length) {
    double[][] free = OF_THREAD.get().free;
    for (int i = 0; i < SLOTS; i++) {
      double[] array = free[i];
      if (array.length == length) {
        free[i] = NONE;
        return array;
      }
    }
    return new double[length];
  }

  /// The same values in double.
  static double[] take(float[] values) {
    double[] widened = take(values.length);
    for (int k = 0; k < values.length; k++) {
      widened[k] = values[k];
    }
    return widened;
  }

  static void giveBack(double[] array) {
    RowMemory memory = OF_THREAD.get();
    for (int i = 0; i < SLOTS; i++) {
      if (memory.free[i].length == 0) {
        memory.free[i] = array;
        return;
      }
    }
    // Rows of another length than those that are kept.
    memory.free[memory.next] = array;
    memory.next = (memory.next + 1) % SLOTS;
  }

  /// The gradient in float of a cost that is computed in double.
  static double gradient(Cost cost, float[] y, float[] t, float[] dy) {
    double[] yDouble = take(y);
    double[] tDouble = take(t);
    double[] dyDouble = take(dy.length);
    double loss = cost.gradient(yDouble, tDouble, dyDouble);
    for (int k = 0; k < dy.length; k++) {
      dy[k] = (float) dyDouble[k];
    }
    giveBack(yDouble);
    giveBack(tDouble);
    giveBack(dyDouble);
    return loss;
  }
}
