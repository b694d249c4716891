package io.github.softjac.internal.kernel;

/// Which classes of a row may have a share in sparsemax: those whose logit is less than 1 below the
/// largest. These are few, whatever the row is long. The same classes whichever twin serves.
public final class FloatSupport {

  private FloatSupport() {}

  /// Finds the classes whose logit is at most 1 below the largest, and perhaps some that are an ulp
  /// lower.
  ///
  /// @param z the row, from `from` to before `to`
  /// @param found receives their indices in `z`, in order; room for all and one more
  /// @return how many; −1 if the largest logit is not finite, or one is NaN
  public static int find(float[] z, int from, int to, int[] found) {
    boolean vector =
        to - from >= FloatSoftmax.LONG_ROW && KernelFamily.ROW_FUNCTIONS.vector(to - from);
    float max = vector ? VectorFloatSupport.max(z, from, to) : ScalarFloatSoftmax.max(z, from, to);
    if (!(Math.abs(max) <= Float.MAX_VALUE)) {
      return -1;
    }
    float bound = Math.nextDown((float) (max - 1.0));
    int count =
        vector
            ? VectorFloatSupport.notBelow(z, from, to, bound, found)
            : notBelow(z, from, to, bound, found, 0);
    for (int i = 0; i < count; i++) {
      if (Float.isNaN(z[found[i]])) {
        return -1;
      }
    }
    return count;
  }

  /// Adds the indices from `from` on whose logit is not below the bound, NaN included.
  static int notBelow(float[] z, int from, int to, float bound, int[] found, int already) {
    int count = already;
    for (int k = from; k < to; k++) {
      // Without a branch, which would be guessed wrong for each class of the support.
      found[count] = k;
      count += z[k] < bound ? 0 : 1;
    }
    return count;
  }
}
