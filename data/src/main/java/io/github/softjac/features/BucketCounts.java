package io.github.softjac.features;

import io.github.softjac.schema.HashedBuckets;
import io.github.softjac.schema.HashedColumn;
import io.github.softjac.schema.Places;
import io.github.softjac.schema.TextColumn;
import io.github.softjac.table.HashedCells;
import io.github.softjac.table.TextCells;
import io.github.softjac.text.TextTokens;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// In how many training rows each bucket of a hashed column is.
final class BucketCounts {

  /// A token of fewer rows says nothing about any other row.
  private static final int FEWEST_ROWS = 2;

  private BucketCounts() {}

  /// `null` if no training row has a word.
  static @Nullable HashedColumn hashed(HashedCells cells, int[] rows) {
    int[] counts = new int[HashedBuckets.COUNT];
    boolean missing = false;
    for (int row : rows) {
      int bucket = cells.at(row);
      if (bucket < 0) {
        missing = true;
      } else {
        counts[bucket]++;
      }
    }
    int[] kept = atLeast(counts, 1);
    return kept.length == 0
        ? null
        : new HashedColumn(cells.name(), Places.of(kept, counts.length), missing);
  }

  /// `null` if no token is in two training rows.
  static @Nullable TextColumn text(TextCells cells, int[] rows) {
    int[] counts = new int[TextTokens.BUCKETS];
    long tokens = 0;
    for (int row : rows) {
      int size = cells.size(row);
      tokens += size;
      for (int i = 0; i < size; i++) {
        counts[TextTokens.bucket(cells.token(row, i))]++;
      }
    }
    int[] kept = atLeast(counts, FEWEST_ROWS);
    if (kept.length == 0) {
      return null;
    }
    int[] frequencies = new int[kept.length];
    Arrays.setAll(frequencies, i -> counts[kept[i]]);
    return new TextColumn(
        cells.name(),
        rows.length,
        Places.of(kept, counts.length),
        frequencies,
        Math.sqrt((double) tokens / rows.length));
  }

  private static int[] atLeast(int[] counts, int least) {
    int[] kept = new int[counts.length];
    int size = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      if (counts[bucket] >= least) {
        kept[size++] = bucket;
      }
    }
    return Arrays.copyOf(kept, size);
  }
}
