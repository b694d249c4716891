package io.github.softjac.sample;

import io.github.softjac.internal.kernel.Rows;
import io.github.softjac.internal.kernel.Workspace;
import io.github.softjac.softmax.Softmax;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Draws a class from a row of logits, as language models draw their next token. Built once, used
/// many times:
///
/// ```java
/// Sampler sampler = Sampler.create().temperature(0.8).topK(50).topP(0.95);
/// int token = sampler.sample(logits, random);
/// ```
///
/// The distribution is `y = softmax(z / T)`, restricted, in this order, and then renormalised:
///
/// 1. top-k keeps the `k` largest logits (Fan et al., arXiv 1805.04833);
/// 2. top-p, the nucleus, keeps the smallest set of the most probable classes whose probabilities,
///    renormalised after top-k, reach `p`: the class that reaches or crosses `p` is kept, and so at
///    least one (Holtzman et al., arXiv 1904.09751).
///
/// Classes are ordered by logit, equal logits by index, lowest first, at both boundaries too: top-k
/// keeps `k` classes and never more. Without either there is no restriction.
///
/// Exactness: `(z − max z) / T` and its softmax are computed in double, for float logits too, so
/// probabilities are good to some 1e-15; a draw inverts their cumulative sum at one uniform number,
/// a multiple of 2⁻⁵³.
///
/// A draw asks the generator for one `nextDouble()`, and with temperature 0 for none. Classes with
/// `z = −∞` are never drawn, nor those whose probability is below 2⁻¹⁰²².
///
/// Temperature 0 is the limit: the largest logit, of equal ones the first. One `+∞` is drawn for
/// certain. A row with a NaN, with nothing but `−∞`, or with several `+∞` and `T > 0` is refused
/// with an [IllegalArgumentException].
///
/// Nothing is allocated after a thread's first call on rows of a length, for which working memory
/// of 20 bytes a class is kept. Instances are immutable and may be shared by threads.
public final class Sampler {

  private static final ThreadLocal<Workspace> WORKSPACE = ThreadLocal.withInitial(Workspace::new);
  private static final Sampler PLAIN = new Sampler(1, Integer.MAX_VALUE, 1);

  private final double temperature;
  private final int topK;
  private final double topP;

  private Sampler(double temperature, int topK, double topP) {
    this.temperature = temperature;
    this.topK = topK;
    this.topP = topP;
  }

  /// Draws from `softmax(z)`: temperature 1, no restriction.
  public static Sampler create() {
    return PLAIN;
  }

  /// The same with this temperature.
  ///
  /// @param temperature T; 0 for the largest logit
  /// @throws IllegalArgumentException if it is negative or not finite
  public Sampler temperature(double temperature) {
    if (!(temperature >= 0 && temperature <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "temperature is " + temperature + ": it must be finite and 0 or more");
    }
    return new Sampler(temperature, topK, topP);
  }

  /// The same restricted to the `k` largest logits.
  ///
  /// @throws IllegalArgumentException if `k` is below 1
  public Sampler topK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("topK is " + k + ": it must be 1 or more");
    }
    return new Sampler(temperature, k, topP);
  }

  /// The same restricted to the most probable classes that together reach `p`; 1 is no restriction.
  ///
  /// @throws IllegalArgumentException if `p` is not above 0 and at most 1
  public Sampler topP(double p) {
    if (!(p > 0 && p <= 1)) {
      throw new IllegalArgumentException("topP is " + p + ": it must be above 0 and at most 1");
    }
    return new Sampler(temperature, topK, p);
  }

  /// Draws from one row.
  ///
  /// @param z logits, the whole array
  /// @return an index of `z`
  /// @throws IllegalArgumentException if there is nothing to draw from
  public int sample(float[] z, RandomGenerator random) {
    return sample(z, 0, z.length, random);
  }

  /// Draws from one row by a seed: the same row and seed, the same class. Different seeds, be they
  /// 1, 2, 3, give independent draws.
  ///
  /// @param z logits, the whole array
  /// @return an index of `z`
  /// @throws IllegalArgumentException if there is nothing to draw from
  public int sample(float[] z, long seed) {
    return sample(z, 0, z.length, seed);
  }

  /// Draws from the row that starts at `offset`.
  ///
  /// @return a class, from 0 to `classes − 1`
  /// @throws IllegalArgumentException if there is no such row, or nothing to draw from
  public int sample(float[] z, int offset, int classes, RandomGenerator random) {
    Logits.checkRow(z.length, offset, classes);
    if (temperature == 0) {
      return Logits.argmax(z, offset, classes);
    }
    Workspace workspace = weigh(z, offset, classes);
    return draw(workspace, classes, random.nextDouble());
  }

  /// Draws from the row that starts at `offset`, by a seed.
  ///
  /// @return a class, from 0 to `classes − 1`
  /// @throws IllegalArgumentException if there is no such row, or nothing to draw from
  public int sample(float[] z, int offset, int classes, long seed) {
    Logits.checkRow(z.length, offset, classes);
    if (temperature == 0) {
      return Logits.argmax(z, offset, classes);
    }
    Workspace workspace = weigh(z, offset, classes);
    return draw(workspace, classes, SeededNoise.uniform(seed, 0));
  }

  /// Draws from every row, in order.
  ///
  /// @param z logits `[rows × classes]`
  /// @param indices a class for each row, `[rows]`
  /// @throws IllegalArgumentException if `rows` is negative, `classes` is below 1, an array is too
  ///   short, or there is nothing to draw from in a row (those before it have been written)
  public void sample(float[] z, int[] indices, int rows, int classes, RandomGenerator random) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Logits.checkIndices(indices.length, rows);
    for (int row = 0; row < rows; row++) {
      indices[row] = sample(z, row * classes, classes, random);
    }
  }

  /// The distribution that draws come from, after the restrictions: of sum 1, and 0 for what is
  /// never drawn. With temperature 0 it is one-hot.
  ///
  /// @param z logits, the whole array
  /// @param y output, as long as `z`
  /// @throws IllegalArgumentException if `y` is shorter than `z`, or there is nothing to draw from
  public void probabilities(float[] z, double[] y) {
    Logits.checkRow(z.length, 0, z.length);
    Rows.check("y", y.length, z.length, 1, z.length);
    if (temperature == 0) {
      int best = Logits.argmax(z, 0, z.length);
      Arrays.fill(y, 0, z.length, 0);
      y[best] = 1;
    } else {
      spread(weigh(z, 0, z.length), z.length, y);
    }
  }

  /// The same in double.
  public int sample(double[] z, RandomGenerator random) {
    return sample(z, 0, z.length, random);
  }

  /// The same in double.
  public int sample(double[] z, long seed) {
    return sample(z, 0, z.length, seed);
  }

  /// The same in double.
  public int sample(double[] z, int offset, int classes, RandomGenerator random) {
    Logits.checkRow(z.length, offset, classes);
    if (temperature == 0) {
      return Logits.argmax(z, offset, classes);
    }
    Workspace workspace = weigh(z, offset, classes);
    return draw(workspace, classes, random.nextDouble());
  }

  /// The same in double.
  public int sample(double[] z, int offset, int classes, long seed) {
    Logits.checkRow(z.length, offset, classes);
    if (temperature == 0) {
      return Logits.argmax(z, offset, classes);
    }
    Workspace workspace = weigh(z, offset, classes);
    return draw(workspace, classes, SeededNoise.uniform(seed, 0));
  }

  /// The same in double.
  public void sample(double[] z, int[] indices, int rows, int classes, RandomGenerator random) {
    int length = Rows.length(rows, classes);
    Rows.check("z", z.length, length, rows, classes);
    Logits.checkIndices(indices.length, rows);
    for (int row = 0; row < rows; row++) {
      indices[row] = sample(z, row * classes, classes, random);
    }
  }

  /// The same in double.
  public void probabilities(double[] z, double[] y) {
    Logits.checkRow(z.length, 0, z.length);
    Rows.check("y", y.length, z.length, 1, z.length);
    if (temperature == 0) {
      int best = Logits.argmax(z, 0, z.length);
      Arrays.fill(y, 0, z.length, 0);
      y[best] = 1;
    } else {
      spread(weigh(z, 0, z.length), z.length, y);
    }
  }

  /// Writes `s = (z − max z) / T` and its softmax into the thread's workspace.
  private Workspace weigh(float[] z, int offset, int classes) {
    Workspace workspace = WORKSPACE.get();
    double[] s = workspace.doubles(classes);
    Logits.shift(z, offset, classes, temperature, s);
    Softmax.forward(s, workspace.moreDoubles(classes), 1, classes);
    return workspace;
  }

  private Workspace weigh(double[] z, int offset, int classes) {
    Workspace workspace = WORKSPACE.get();
    double[] s = workspace.doubles(classes);
    Logits.shift(z, offset, classes, temperature, s);
    Softmax.forward(s, workspace.moreDoubles(classes), 1, classes);
    return workspace;
  }

  private int draw(Workspace workspace, int classes, double uniform) {
    double[] y = workspace.moreDoubles(classes);
    if (!isRestricted()) {
      return Nucleus.draw(y, classes, uniform);
    }
    int[] kept = workspace.ints(classes);
    int count = Nucleus.keep(workspace.doubles(classes), y, classes, topK, topP, kept);
    return Nucleus.draw(y, kept, count, uniform);
  }

  private void spread(Workspace workspace, int classes, double[] out) {
    double[] y = workspace.moreDoubles(classes);
    if (!isRestricted()) {
      System.arraycopy(y, 0, out, 0, classes);
      return;
    }
    int[] kept = workspace.ints(classes);
    int count = Nucleus.keep(workspace.doubles(classes), y, classes, topK, topP, kept);
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += y[kept[i]];
    }
    Arrays.fill(out, 0, classes, 0);
    for (int i = 0; i < count; i++) {
      out[kept[i]] = y[kept[i]] / total;
    }
  }

  private boolean isRestricted() {
    return topK < Integer.MAX_VALUE || topP < 1;
  }

  /// The settings in one line.
  @Override
  public String toString() {
    return "temperature "
        + temperature
        + (topK < Integer.MAX_VALUE ? ", top-k " + topK : "")
        + (topP < 1 ? ", top-p " + topP : "");
  }
}
