import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// Writes a CSV of about so many bytes: a label of three classes and 100 numbers of five decimals, a
/// third of which are shifted by 0.1 for each class.
///
///     java LargeTable.java BYTES FILE
public final class LargeTable {

  private static final int COLUMNS = 100;
  private static final int CLASSES = 3;
  private static final int UNIT = 100_000;
  private static final int SHIFT = UNIT / 10;

  private LargeTable() {}

  public static void main(String[] arguments) throws IOException {
    long bytes = Long.parseLong(arguments[0]);
    SplittableRandom random = new SplittableRandom(7);
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[1])), 1 << 20)) {
      StringBuilder header = new StringBuilder("label");
      for (int column = 0; column < COLUMNS; column++) {
        header.append(",x").append(column);
      }
      byte[] first = header.append('\n').toString().getBytes(StandardCharsets.US_ASCII);
      out.write(first);
      byte[] row = new byte[2 + COLUMNS * 8 + 1];
      for (long written = first.length; written < bytes; written += row.length) {
        fill(row, random);
        out.write(row);
      }
    }
  }

  private static void fill(byte[] row, SplittableRandom random) {
    int label = random.nextInt(CLASSES);
    row[0] = 'c';
    row[1] = (byte) ('0' + label);
    for (int column = 0; column < COLUMNS; column++) {
      int at = 2 + 8 * column;
      int number = random.nextInt(UNIT) + (column % CLASSES == label ? SHIFT : 0);
      row[at] = ',';
      row[at + 1] = (byte) ('0' + number / UNIT);
      row[at + 2] = '.';
      for (int digit = 7; digit > 2; digit--) {
        row[at + digit] = (byte) ('0' + number % 10);
        number /= 10;
      }
    }
    row[row.length - 1] = '\n';
  }
}
