package io.github.softjac.softmax;

/// Takes part where true; see [Mask#allow(boolean[])].
final class AllowedMask extends Mask {

  private final boolean[] allowed;

  AllowedMask(boolean[] allowed, int heldFor) {
    super(heldFor);
    this.allowed = allowed;
  }

  @Override
  public Mask heldFor(int rows) {
    return new AllowedMask(allowed, rows);
  }

  @Override
  int rows(int classes) {
    return rowsOf("allowed", allowed.length, classes);
  }

  @Override
  void add(float[] z, int at, int i, int classes) {}

  @Override
  void add(double[] z, int at, int i, int classes) {}

  @Override
  void fill(float[] z, int at, int i, int classes, float value) {
    int from = i * classes;
    for (int k = 0; k < classes; k++) {
      if (!allowed[from + k]) {
        z[at + k] = value;
      }
    }
  }

  @Override
  void fill(double[] z, int at, int i, int classes, double value) {
    int from = i * classes;
    for (int k = 0; k < classes; k++) {
      if (!allowed[from + k]) {
        z[at + k] = value;
      }
    }
  }
}
