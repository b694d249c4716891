package io.github.softjac.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.data.DataException;
import io.github.softjac.data.OpenRows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Readers of files with bytes changed, put in, taken out and cut off: whatever comes, they read it
/// or say what is wrong by a [DataException].
///
/// `-Dsoftjac.fuzz.seconds=30` goes on for so long for each format, with other damage each time.
class DamagedFilesTest {

  private static final int ROUNDS = 150;
  private static final long SECOND = 1_000_000_000L;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Format.class)
  void damagedFilesAreReadOrRefused(Format format) throws IOException {
    byte[] whole = content(format);
    int seconds = Integer.getInteger("softjac.fuzz.seconds", 0);
    long seed = seconds == 0 ? 7 : System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    long end = System.nanoTime() + seconds * SECOND;
    int read = 0;
    for (int round = 0; round < ROUNDS || System.nanoTime() < end; round++) {
      byte[] damaged = damaged(whole, random);
      Path file = folder.resolve("a");
      Files.write(file, damaged);
      try {
        read += readAll(file, format);
      } catch (DataException e) {
        assertThat(e.getMessage()).as("seed %d, round %d", seed, round).doesNotContain("\n");
      } catch (RuntimeException | Error e) {
        Path kept = Files.write(Path.of("target", "damaged." + format.option()), damaged);
        throw new AssertionError("seed %d, round %d, see %s".formatted(seed, round, kept), e);
      }
    }
    assertThat(read).as("rows that could be read").isPositive();
  }

  private static int readAll(Path file, Format format) throws IOException, DataException {
    int count = 0;
    SourceOptions options = SourceOptions.NONE.withFormat(format);
    try (OpenRows rows = OpenRows.of(Sources.of(file, options))) {
      while (rows.next()) {
        for (int column = 0; column < rows.header().names().size(); column++) {
          rows.isMissing(column);
          rows.number(column);
          rows.text(column);
        }
        count++;
      }
    }
    return count;
  }

  private static byte[] damaged(byte[] whole, SplittableRandom random) {
    byte[] bytes = whole.clone();
    for (int change = random.nextInt(4); change >= 0 && bytes.length > 0; change--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(5)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt(256);
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        case 3 -> { // a run twice
          int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
          byte[] longer = new byte[bytes.length + length];
          System.arraycopy(bytes, 0, longer, 0, at + length);
          System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
          bytes = longer;
        }
        default -> { // a run less
          int length = random.nextInt(Math.min(64, bytes.length - at) + 1);
          byte[] shorter = new byte[bytes.length - length];
          System.arraycopy(bytes, 0, shorter, 0, at);
          System.arraycopy(bytes, at + length, shorter, at, bytes.length - at - length);
          bytes = shorter;
        }
      }
    }
    return bytes;
  }

  private static byte[] content(Format format) throws IOException {
    return switch (format) {
      case CSV -> text("a,b,c\r\n1,\"x \"\"y\"\",\n\",2024-02-29\n-2.5e-3,é漢😀,\n,NA,'q'\n");
      case TSV -> packed(text("a\tb\n1\t\"x\ty\"\n\t2\n"));
      case JSONL ->
          text("{\"a\":1.5,\"b\":\"x \\u00e9\\n\"}\n{\"a\":null,\"c\":true}\n{\"b\":-2e3}\n");
      case LIBSVM -> text("1 1:0.5 3:2 # c\n-1 qid:3 2:-0 7:1e-3\n2 1:1\n");
      case NPY -> resource("X_small.npy");
      case IDX -> new byte[] {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, -1, 7, 8};
      case PARQUET -> resource("snappy.parquet");
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] packed(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream stream =
        Objects.requireNonNull(DamagedFilesTest.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }
}
