package io.github.softjac.linear;

/// Some rows of a reader.
final class SelectedRows implements RowReader {

  private final RowReader all;
  private final int[] chosen;

  SelectedRows(RowReader all, int[] chosen) {
    this.all = all;
    this.chosen = chosen;
  }

  @Override
  public int rows() {
    return chosen.length;
  }

  @Override
  public int columns() {
    return all.columns();
  }

  @Override
  public void read(int from, int count, float[] x) {
    float[] row = new float[columns()];
    for (int i = 0; i < count; i++) {
      all.read(chosen[from + i], 1, row);
      System.arraycopy(row, 0, x, i * row.length, row.length);
    }
  }
}
