package io.github.softjac.softmax;

import java.util.Arrays;

/// Row `i` takes part in columns `0..cachedKeys + i`; see [Mask#causal(int, int)].
final class CausalMask extends Mask {

  private final int queries;
  private final int cachedKeys;

  CausalMask(int queries, int cachedKeys, int heldFor) {
    super(heldFor);
    if (queries < 1) {
      throw new IllegalArgumentException("queries is " + queries + ": it must be 1 or more");
    }
    if (cachedKeys < 0) {
      throw new IllegalArgumentException("cachedKeys is " + cachedKeys + ": it must be 0 or more");
    }
    this.queries = queries;
    this.cachedKeys = cachedKeys;
  }

  @Override
  public Mask heldFor(int rows) {
    return new CausalMask(queries, cachedKeys, rows);
  }

  @Override
  int rows(int classes) {
    return queries;
  }

  @Override
  void add(float[] z, int at, int i, int classes) {}

  @Override
  void add(double[] z, int at, int i, int classes) {}

  @Override
  void fill(float[] z, int at, int i, int classes, float value) {
    Arrays.fill(z, at + visible(i, classes), at + classes, value);
  }

  @Override
  void fill(double[] z, int at, int i, int classes, double value) {
    Arrays.fill(z, at + visible(i, classes), at + classes, value);
  }

  private int visible(int i, int classes) {
    return (int) Math.min(classes, (long) cachedKeys + i + 1);
  }
}
