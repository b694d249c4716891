package io.github.softjac.cli;

/// The most probable classes of a row.
final class Ranking {

  private Ranking() {}

  /// Indices of the `n` largest probabilities, largest first; ties go to the lower index.
  static int[] top(float[] probabilities, int n) {
    int[] top = new int[Math.min(n, probabilities.length)];
    int kept = 0;
    for (int k = 0; k < probabilities.length; k++) {
      int place = kept;
      while (place > 0 && probabilities[top[place - 1]] < probabilities[k]) {
        place--;
      }
      if (place < top.length) {
        kept = Math.min(kept + 1, top.length);
        System.arraycopy(top, place, top, place + 1, kept - place - 1);
        top[place] = k;
      }
    }
    return top;
  }
}
