package io.github.softjac.softmax;

/// Added to the logits, masked where `−∞`; see [Mask#add(double[])].
final class AddedDoubleMask extends Mask {

  private final double[] added;

  AddedDoubleMask(double[] added, int heldFor) {
    super(heldFor);
    this.added = added;
  }

  @Override
  public Mask heldFor(int rows) {
    return new AddedDoubleMask(added, rows);
  }

  @Override
  int rows(int classes) {
    return rowsOf("added", added.length, classes);
  }

  @Override
  void add(float[] z, int at, int i, int classes) {
    int from = i * classes;
    for (int k = 0; k < classes; k++) {
      float zk = z[at + k];
      float sum = (float) (zk + added[from + k]);
      z[at + k] = Float.isFinite(zk) ? FiniteRows.finite(sum, added[from + k]) : sum;
    }
  }

  @Override
  void add(double[] z, int at, int i, int classes) {
    int from = i * classes;
    if (FiniteRows.largest(z, at, classes) < FiniteRows.ADDS_SAFELY_DOUBLE) {
      for (int k = 0; k < classes; k++) {
        z[at + k] += added[from + k];
      }
      return;
    }
    for (int k = 0; k < classes; k++) {
      double zk = z[at + k];
      double sum = zk + added[from + k];
      z[at + k] = Double.isFinite(zk) ? FiniteRows.finite(sum, added[from + k]) : sum;
    }
  }

  @Override
  void fill(float[] z, int at, int i, int classes, float value) {
    int from = i * classes;
    for (int k = 0; k < classes; k++) {
      if (added[from + k] == Double.NEGATIVE_INFINITY) {
        z[at + k] = value;
      }
    }
  }

  @Override
  void fill(double[] z, int at, int i, int classes, double value) {
    int from = i * classes;
    for (int k = 0; k < classes; k++) {
      if (added[from + k] == Double.NEGATIVE_INFINITY) {
        z[at + k] = value;
      }
    }
  }
}
