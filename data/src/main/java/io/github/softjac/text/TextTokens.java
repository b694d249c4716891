package io.github.softjac.text;

import java.io.IOException;
import java.io.StringReader;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/// The tokens of a text, hashed: words, pairs of neighbouring words, and all runs of 2 to 5
/// characters of a word with a space before and behind it.
///
/// The text is put into Unicode's compatibility form NFKC and lower case; words begin and end where
/// UAX #29 says. A token's hash is the same on every machine and will stay the same: models depend
/// on it.
///
/// Not for several threads at once.
public final class TextTokens {

  /// Tokens are hashed to so many bits.
  public static final int BITS = 18;

  /// How many different hashes there are.
  public static final int BUCKETS = 1 << BITS;

  /// Most often that a token of a text is counted.
  public static final int MOST = (1 << 12) - 1;

  private static final int COUNT_BITS = 12;
  private static final int LONGEST_RUN = 5;
  private static final long WORD = 0x9E3779B97F4A7C15L;
  private static final long PAIR = 0xC2B2AE3D27D4EB4FL;
  private static final long RUN = 0x165667B19E3779F9L;
  private static final long MULTIPLIER = 0x5851F42D4C957F2DL;

  private final StandardTokenizer tokenizer = new StandardTokenizer();
  private final CharTermAttribute term = tokenizer.addAttribute(CharTermAttribute.class);
  private int[] hashes = new int[256];
  private int size;

  /// A tokenizer.
  public TextTokens() {}

  /// The bucket of a packed token.
  public static int bucket(int token) {
    return token >>> COUNT_BITS;
  }

  /// How often a packed token is in its text.
  public static int count(int token) {
    return token & MOST;
  }

  /// The different tokens of a text, each once with its count, by ascending bucket.
  public int[] of(String text) {
    size = 0;
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    try {
      tokenizer.setReader(new StringReader(normal));
      tokenizer.reset();
      long previous = 0;
      boolean first = true;
      while (tokenizer.incrementToken()) {
        long word = hash(term.buffer(), term.length());
        add(word ^ WORD);
        if (!first) {
          add((previous * MULTIPLIER + word) ^ PAIR);
        }
        addRuns(term.buffer(), term.length());
        previous = word;
        first = false;
      }
      tokenizer.end();
      tokenizer.close();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
    return counted();
  }

  private static long hash(char[] word, int length) {
    long hash = length;
    for (int i = 0; i < length; i++) {
      hash = hash * MULTIPLIER + word[i] + 1;
    }
    return hash;
  }

  /// Runs of UTF-16 units of ` word `.
  private void addRuns(char[] word, int length) {
    for (int from = -1; from < length; from++) {
      long hash = RUN;
      for (int i = from; i <= length && i < from + LONGEST_RUN; i++) {
        hash = hash * MULTIPLIER + (i < 0 || i == length ? ' ' : word[i]) + 1;
        if (i > from) {
          add(hash);
        }
      }
    }
  }

  private void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    // The finisher of MurmurHash3: every bit of the input moves every bit of the output.
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    hashes[size++] = (int) (mixed >>> (Long.SIZE - BITS));
  }

  private int[] counted() {
    Arrays.sort(hashes, 0, size);
    int[] tokens = new int[size];
    int different = 0;
    for (int i = 0; i < size; ) {
      int from = i;
      while (i < size && hashes[i] == hashes[from]) {
        i++;
      }
      tokens[different++] = (hashes[from] << COUNT_BITS) | Math.min(MOST, i - from);
    }
    return Arrays.copyOf(tokens, different);
  }

  /// The bucket of a whole word, for columns of a great many categories.
  public static int bucketOf(String word, int buckets) {
    long hash = hash(word.toCharArray(), word.length());
    long mixed = (hash ^ (hash >>> 33)) * 0xFF51AFD7ED558CCDL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return (int) Long.remainderUnsigned(mixed >>> 7, buckets);
  }
}
