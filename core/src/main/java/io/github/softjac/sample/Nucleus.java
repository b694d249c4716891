package io.github.softjac.sample;

/// The most probable classes of a row, found by a heap, and a draw from them.
final class Nucleus {

  private Nucleus() {}

  /// Lists the classes that top-k and top-p leave, the most probable first. A heap of all classes
  /// is built in O(K) and only what is kept is taken out of it, in O(log K) each.
  ///
  /// @param s what classes are ordered by; equal ones by index
  /// @param y probabilities, not falling with `s`; classes of probability 0 are left out
  /// @param kept working memory `[classes]`; on return the classes stand at its start
  /// @return how many, at least 1
  static int keep(double[] s, double[] y, int classes, int topK, double topP, int[] kept) {
    int left = 0;
    for (int k = 0; k < classes; k++) {
      if (y[k] > 0) {
        kept[left++] = k;
      }
    }
    int candidates = left;
    for (int i = left / 2 - 1; i >= 0; i--) {
      siftDown(s, kept, i, left);
    }
    double total = topK < candidates ? 0 : sum(y, classes);
    if (topK < candidates) {
      for (int taken = 0; taken < topK; taken++) {
        total += y[takeLargest(s, kept, left--)];
      }
    }
    int most = Math.min(topK, candidates);
    int count = 0;
    double reached = 0;
    while (count < most && (topP == 1 || count == 0 || reached < topP * total)) {
      int place = candidates - 1 - count;
      if (place < left) {
        takeLargest(s, kept, left--);
      }
      reached += y[kept[place]];
      count++;
    }
    // The largest were put at the end, the first last.
    reverse(kept, candidates);
    return count;
  }

  /// The class at which the cumulative sum of `y`, in order of index, first exceeds `uniform` of
  /// the whole.
  static int draw(double[] y, int classes, double uniform) {
    double threshold = uniform * sum(y, classes);
    double reached = 0;
    int last = 0;
    for (int k = 0; k < classes; k++) {
      if (y[k] > 0) {
        reached += y[k];
        last = k;
        if (reached > threshold) {
          return k;
        }
      }
    }
    return last;
  }

  /// The same over the first `count` classes of a list, in its order.
  static int draw(double[] y, int[] kept, int count, double uniform) {
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += y[kept[i]];
    }
    double threshold = uniform * total;
    double reached = 0;
    for (int i = 0; i < count; i++) {
      reached += y[kept[i]];
      if (reached > threshold) {
        return kept[i];
      }
    }
    return kept[count - 1];
  }

  private static double sum(double[] y, int classes) {
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      sum += y[k];
    }
    return sum;
  }

  /// Moves the top of a heap of `length` to just behind what is left of it.
  private static int takeLargest(double[] s, int[] heap, int length) {
    int largest = heap[0];
    heap[0] = heap[length - 1];
    heap[length - 1] = largest;
    siftDown(s, heap, 0, length - 1);
    return largest;
  }

  private static void siftDown(double[] s, int[] heap, int from, int length) {
    int sinking = heap[from];
    int place = from;
    while (2 * place + 1 < length) {
      int child = 2 * place + 1;
      if (child + 1 < length && isBefore(s, heap[child + 1], heap[child])) {
        child++;
      }
      if (!isBefore(s, heap[child], sinking)) {
        break;
      }
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = sinking;
  }

  private static boolean isBefore(double[] s, int a, int b) {
    return s[a] > s[b] || (s[a] == s[b] && a < b);
  }

  private static void reverse(int[] values, int length) {
    for (int i = 0, j = length - 1; i < j; i++, j--) {
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }
}
