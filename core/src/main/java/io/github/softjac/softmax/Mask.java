package io.github.softjac.softmax;

/// Which logits of a row take part, or what is added to them: an option of [ShapedSoftmax].
///
/// A mask has rows of its own. Row `r` of the logits uses mask row `⌊r / heldFor⌋ mod maskRows`, so
/// that one small mask serves a whole batch: a mask `[queries × keys]` all heads, a mask `[batch ×
/// keys]` with `heldFor(heads · queries)` all heads and queries of a sequence.
///
/// What stands at a masked entry is never looked at: a NaN or an infinity there does no harm.
///
/// Masks are immutable. Arrays are not copied: what they hold at the time of a call is what counts,
/// so one mask object serves many batches.
public abstract sealed class Mask permits CausalMask, AllowedMask, AddedMask, AddedDoubleMask {

  private final int heldFor;

  Mask(int heldFor) {
    if (heldFor < 1) {
      throw new IllegalArgumentException("heldFor is " + heldFor + ": it must be 1 or more");
    }
    this.heldFor = heldFor;
  }

  /// Each query sees itself and what came before: row `i` of a block of `queries` rows takes part
  /// in columns `0..i`.
  ///
  /// @param queries rows of one score block; logits have a multiple of that many rows
  /// @throws IllegalArgumentException if `queries` is below 1
  public static Mask causal(int queries) {
    return causal(queries, 0);
  }

  /// Causal attention with keys cached from earlier steps in front: row `i` of a block of `queries`
  /// rows takes part in columns `0..cachedKeys + i`. Columns that a row does not have are no
  /// concern.
  ///
  /// @throws IllegalArgumentException if `queries` is below 1 or `cachedKeys` is negative
  public static Mask causal(int queries, int cachedKeys) {
    return new CausalMask(queries, cachedKeys, 1);
  }

  /// Takes part where `allowed` is true.
  ///
  /// @param allowed `[maskRows × classes]`; not copied
  public static Mask allow(boolean[] allowed) {
    return new AllowedMask(allowed, 1);
  }

  /// Adds to the logits, after they were divided by the temperature: `s = z / T + added`. An entry
  /// of `−∞` is a masked one.
  ///
  /// @param added `[maskRows × classes]`; not copied
  public static Mask add(float[] added) {
    return new AddedMask(added, 1);
  }

  /// The same in double. Added to float logits, the sum is rounded to float.
  public static Mask add(double[] added) {
    return new AddedDoubleMask(added, 1);
  }

  /// The same mask, each of its rows used for so many rows of logits in succession.
  ///
  /// @throws IllegalArgumentException if `rows` is below 1
  public abstract Mask heldFor(int rows);

  /// How many rows the mask has for rows of `classes`.
  abstract int rows(int classes);

  /// Adds mask row `i` to the row at `at`; masked entries may come out as anything.
  abstract void add(float[] z, int at, int i, int classes);

  abstract void add(double[] z, int at, int i, int classes);

  /// Writes `value` where mask row `i` masks the row at `at`.
  abstract void fill(float[] z, int at, int i, int classes, float value);

  abstract void fill(double[] z, int at, int i, int classes, double value);

  /// The mask row that row `r` uses.
  final int row(int r, int classes) {
    return r / heldFor % rows(classes);
  }

  /// @throws IllegalArgumentException if the mask does not go evenly into these rows
  final void check(int rows, int classes) {
    long period = (long) rows(classes) * heldFor;
    if (rows % period != 0) {
      throw new IllegalArgumentException(
          "the mask serves %d rows (%d of its own, each held for %d): %d rows are not a multiple"
              .formatted(period, rows(classes), heldFor, rows));
    }
  }

  static int rowsOf(String name, int length, int classes) {
    if (length == 0 || length % classes != 0) {
      throw new IllegalArgumentException(
          "%s has %d elements: a mask has one or more rows of %d classes"
              .formatted(name, length, classes));
    }
    return length / classes;
  }
}
