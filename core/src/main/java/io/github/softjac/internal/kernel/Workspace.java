package io.github.softjac.internal.kernel;

/// Working memory of one thread, kept from call to call so that a call allocates nothing.
///
/// Each array grows to the longest that was asked for and stays; what it holds is left over from
/// the last use. A class that needs scratch has its own instance in a `ThreadLocal`, so that no two
/// users of one array meet in one call.
public final class Workspace {

  /// How many elements a block of rows has at most, if it is more than one row: 64 KiB of floats,
  /// well inside the second-level cache.
  public static final int BLOCK = 1 << 14;

  private float[] floats = {};
  private float[] moreFloats = {};
  private double[] doubles = {};
  private double[] moreDoubles = {};
  private int[] ints = {};

  /// How many rows of `classes` make a block: at least 1.
  public static int rowsPerBlock(int classes) {
    return Math.max(1, BLOCK / classes);
  }

  public float[] floats(int length) {
    if (floats.length < length) {
      floats = new float[length];
    }
    return floats;
  }

  /// Another array than [#floats(int)].
  public float[] moreFloats(int length) {
    if (moreFloats.length < length) {
      moreFloats = new float[length];
    }
    return moreFloats;
  }

  public double[] doubles(int length) {
    if (doubles.length < length) {
      doubles = new double[length];
    }
    return doubles;
  }

  /// Another array than [#doubles(int)].
  public double[] moreDoubles(int length) {
    if (moreDoubles.length < length) {
      moreDoubles = new double[length];
    }
    return moreDoubles;
  }

  public int[] ints(int length) {
    if (ints.length < length) {
      ints = new int[length];
    }
    return ints;
  }
}
