import java.io.DataInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.BufferedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Writes IDX images and labels as CSV to standard output, the label first:
/// `java FashionMnistCsv.java IMAGES.gz LABELS.gz > FILE.csv`.
final class FashionMnistCsv {

  private static final String[] CLASSES = {
    "T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Boot"
  };

  public static void main(String[] args) throws IOException {
    try (DataInputStream images = open(Path.of(args[0]), 0x803);
        DataInputStream labels = open(Path.of(args[1]), 0x801);
        PrintStream csv =
            new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8)) {
      int rows = images.readInt();
      if (rows != labels.readInt()) {
        throw new IOException(args[0] + " and " + args[1] + " differ in their number of rows");
      }
      int pixels = images.readInt() * images.readInt();
      StringBuilder line = new StringBuilder("class");
      for (int i = 0; i < pixels; i++) {
        line.append(",pixel").append(i);
      }
      csv.append(line).append('\n');
      for (int row = 0; row < rows; row++) {
        line.setLength(0);
        line.append(CLASSES[labels.readUnsignedByte()]);
        for (byte pixel : images.readNBytes(pixels)) {
          line.append(',').append(Byte.toUnsignedInt(pixel));
        }
        csv.append(line).append('\n');
      }
    }
  }

  private static DataInputStream open(Path file, int magic) throws IOException {
    DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(file), 1 << 16));
    int found = in.readInt();
    if (found != magic) {
      throw new IOException(file + ": magic number " + found + ", expected " + magic);
    }
    return in;
  }
}
