package io.github.softjac.table;

import io.github.softjac.data.DataException;
import io.github.softjac.data.DataException.Fault;
import io.github.softjac.data.Quoted;
import io.github.softjac.data.Rows;
import org.jspecify.annotations.Nullable;

/// What the cells of one column are, counted over the rows: of a chunk first, and then of all
/// chunks in order. The type that follows does not depend on where chunks begin.
public final class ColumnProfile {

  /// Different words are counted up to this.
  public static final int MOST_DIFFERENT = DistinctWords.MOST;

  private static final int ENOUGH_NUMBERS = 20;
  private static final int NUMBERS_PER_FAULT = 99;
  private static final int ENOUGH_TO_TELL = 10;
  private static final double WORDS_OF_TEXT = 3;
  private static final double SHARE_OF_IDENTIFIERS = 0.9;

  private final int column;
  private final String name;
  private final DistinctWords different = new DistinctWords();
  private long numbers;
  private long words;
  private long missing;
  private long vectors;
  private long dates;
  private long tokens;
  private long wholeInOrder;
  private double least = Double.POSITIVE_INFINITY;
  private double most = Double.NEGATIVE_INFINITY;
  private double last = Double.NaN;
  private double first = Double.NaN;
  private String firstWord = "";
  private long firstWordRow;
  private long firstWordLine;

  ColumnProfile(int column, String name) {
    this.column = column;
    this.name = name;
  }

  void addNumber(double x) {
    if (numbers == 0) {
      first = x;
    } else if (x == last + 1) {
      wholeInOrder++;
    }
    last = x;
    least = x < least ? x : least;
    most = x > most ? x : most;
    numbers++;
  }

  /// Counts numbers, and passes over NaN.
  ///
  /// @return how many numbers there were
  long addNumbers(double[] cells, int from, int count) {
    double before = last;
    double low = least;
    double high = most;
    long found = 0;
    long inOrder = 0;
    for (int i = from; i < from + count; i++) {
      double x = cells[i];
      if (!Double.isNaN(x)) {
        if (numbers + found == 0) {
          first = x;
        }
        inOrder += x == before + 1 ? 1 : 0;
        before = x;
        // Not min and max: these take their time over zeros of either sign.
        if (x < low) {
          low = x;
        }
        if (x > high) {
          high = x;
        }
        found++;
      }
    }
    last = before;
    least = low;
    most = high;
    numbers += found;
    wholeInOrder += inOrder;
    return found;
  }

  void addMissing() {
    missing++;
  }

  void addMissing(long cells) {
    missing += cells;
  }

  void addVector() {
    vectors++;
  }

  /// Counts a word, which is no number.
  void addWord(String word, Rows at) {
    if (words == 0) {
      firstWord = word;
      firstWordRow = at.row();
      firstWordLine = at.line();
    }
    words++;
    different.add(word);
    tokens += tokens(word);
    if (dates == words - 1 && !Double.isNaN(DateCell.seconds(word))) {
      dates++;
    }
  }

  /// Words between spaces; a character of a script without spaces counts as one.
  private static int tokens(String text) {
    int tokens = 0;
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ') {
        inside = false;
      } else if (c >= 0x2E80 && c < 0xD800) {
        tokens++;
        inside = false;
      } else if (!inside) {
        inside = true;
        tokens++;
      }
    }
    return tokens;
  }

  /// Counts the cells of a later chunk, too.
  void addAll(ColumnProfile later, long rowsBefore, long linesBefore) {
    if (words == 0 && later.words > 0) {
      firstWord = later.firstWord;
      firstWordRow = later.firstWordRow + rowsBefore;
      firstWordLine = later.firstWordLine == 0 ? 0 : later.firstWordLine + linesBefore;
    }
    if (numbers > 0 && later.numbers > 0 && later.first == last + 1) {
      wholeInOrder++;
    }
    if (later.numbers > 0) {
      first = numbers == 0 ? later.first : first;
      last = later.last;
    }
    wholeInOrder += later.wholeInOrder;
    dates = dates == words ? dates + later.dates : dates;
    least = later.least < least ? later.least : least;
    most = later.most > most ? later.most : most;
    numbers += later.numbers;
    words += later.words;
    missing += later.missing;
    vectors += later.vectors;
    tokens += later.tokens;
    different.addAll(later.different);
  }

  /// The place in the file, from 0.
  public int column() {
    return column;
  }

  /// The name in the header.
  public String name() {
    return name;
  }

  /// Cells that are missing.
  public long missing() {
    return missing;
  }

  /// Different words, up to 65,536.
  public int differentWords() {
    return different.size();
  }

  /// Cells that are numbers.
  public long numbers() {
    return numbers;
  }

  /// The smallest number; +∞ if there is none.
  public double least() {
    return least;
  }

  /// The largest number; −∞ if there is none.
  public double most() {
    return most;
  }

  /// Cells that are words.
  public long words() {
    return words;
  }

  /// What the user should know about the column: that it has a fault, is constant, an identifier,
  /// or not what it seems; `null`: nothing.
  public @Nullable String warning(String source) {
    boolean sameNumber = words == 0 && numbers > 0 && least == most;
    boolean sameWord = numbers == 0 && words > 0 && different.size() == 1;
    if (missing == 0 && (sameNumber || sameWord)) {
      return "column %s has the same value in every row".formatted(Quoted.of(name));
    }
    if (type() == ColumnType.IDENTIFIER) {
      return "column %s has another value in nearly every row, as an identifier has"
          .formatted(Quoted.of(name));
    }
    return hasFault() ? String.valueOf(fault(source).getMessage()) : doubt(type());
  }

  /// The type that the cells have, unless the user asks for another one.
  ///
  /// A column is numeric if all of its values are numbers, and one of dates if all are dates. Words
  /// are free text if there are three of them a value and most values differ; an identifier if
  /// (nearly) all values differ; and else categories, hashed if there are more than 1,000.
  public ColumnType type() {
    if (vectors > 0) {
      return ColumnType.VECTOR;
    }
    if (numbers + words == 0) {
      return ColumnType.EMPTY;
    }
    if (words == 0 || hasFault()) {
      return ColumnType.NUMERIC;
    }
    if (dates == words && numbers == 0) {
      return ColumnType.DATE;
    }
    boolean many = different.size() > CategoricalCells.MOST_WORDS;
    boolean mostDiffer = words >= ENOUGH_TO_TELL && (many || 2L * different.size() > words);
    if (mostDiffer && tokens >= WORDS_OF_TEXT * words) {
      return ColumnType.TEXT;
    }
    boolean manyDiffer =
        many && different.size() > SHARE_OF_IDENTIFIERS * Math.min(words, DistinctWords.MOST);
    if (manyDiffer && numbers < words) {
      return ColumnType.IDENTIFIER;
    }
    return many ? ColumnType.HASHED : ColumnType.CATEGORICAL;
  }

  /// Whether this is a numeric column with a fault: at least 20 numbers, and a single word, or at
  /// most one in a hundred. Words would be taken for categories in silence there, and hundreds of
  /// numbers with them.
  boolean hasFault() {
    boolean few = words == 1 || words * NUMBERS_PER_FAULT <= numbers;
    return words > 0 && few && numbers >= ENOUGH_NUMBERS;
  }

  /// What to throw where [#hasFault].
  DataException fault(String source) {
    return new DataException(
        source,
        firstWordRow,
        firstWordLine,
        name,
        Fault.NOT_A_NUMBER,
        "%s is not a number (%,d of the %,d values of this column are); allowed: a decimal number or empty"
            .formatted(Quoted.of(firstWord), numbers, numbers + words));
  }

  /// What the user should know about the type, or `null`: mostly numbers that are categories, or
  /// numbers that count the rows.
  @Nullable String doubt(ColumnType type) {
    if (type == ColumnType.NUMERIC && words == 0 && countsRows()) {
      return "column %s counts the rows (%s, %s, …), as an identifier does; leave it aside by --ignore unless it means something"
          .formatted(Quoted.of(name), whole(first), whole(first + 1));
    }
    if (type != ColumnType.CATEGORICAL && type != ColumnType.HASHED) {
      return null;
    }
    if (words == 0 || numbers <= words) {
      return null;
    }
    return "column %s is taken as categorical: %s of row %d is not a number, though %,d of its %,d values are"
        .formatted(Quoted.of(name), Quoted.of(firstWord), firstWordRow, numbers, numbers + words);
  }

  private boolean countsRows() {
    return numbers >= ENOUGH_NUMBERS && wholeInOrder == numbers - 1 && first == Math.rint(first);
  }

  private static String whole(double number) {
    return Long.toString((long) number);
  }
}
