package io.github.softjac.features;

import io.github.softjac.data.DataException;
import io.github.softjac.trainer.Dataset;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Features in one array: how long it must be, whether an array can be, and the dataset made of it.
public final class FeatureArrays {

  /// The longest array that the JVM is sure to make.
  static final int LONGEST = Integer.MAX_VALUE - 8;

  private FeatureArrays() {}

  /// rows × width.
  ///
  /// @throws DataException if that is more than an array holds
  static int length(Path file, long rows, int width) throws DataException {
    long length = rows * width;
    if (length > LONGEST) {
      throw new DataException(
          file,
          "%,d rows of %,d features make %,d numbers; allowed: at most %,d in memory"
              .formatted(rows, width, length, LONGEST));
    }
    return (int) length;
  }

  /// [Dataset], whose weights may be `null`.
  // The compiler writes no type annotations for the parameters of a record's compact constructor
  // into the class file, so that NullAway cannot see that weights may be null.
  @SuppressWarnings("NullAway")
  public static Dataset dataset(
      float[] features, int columns, int[] labels, float @Nullable [] weights, int classes) {
    return new Dataset(features, columns, labels, weights, classes);
  }
}
