package io.github.softjac.table;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A temporary file for pages of numbers, mapped into memory: the system keeps in memory what is
/// used, and lets go of it when memory is short. The file is deleted when it is closed, or when the
/// process ends.
public final class PageFile implements Closeable {

  private static final long EXTENT = 64L << 20;

  private final Path path;
  private final FileChannel channel;
  private final Arena arena = Arena.ofShared();
  private MemorySegment extent = MemorySegment.NULL;
  private long extentUsed;
  private long fileUsed;

  private PageFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /// A new file in the folder for temporary files, or in that of the property `java.io.tmpdir`.
  public static PageFile create() throws IOException {
    Path path = Files.createTempFile("softjac-", ".pages");
    path.toFile().deleteOnExit();
    return new PageFile(
        path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /// Room for so many bytes, zeros, at a multiple of 8.
  ///
  /// @throws IOException if the disk is full
  public synchronized MemorySegment allocate(long bytes) throws IOException {
    long rounded = (bytes + 7) & ~7L;
    if (extentUsed + rounded > extent.byteSize()) {
      long size = Math.max(EXTENT, rounded);
      requireRoom(size);
      extent = channel.map(FileChannel.MapMode.READ_WRITE, fileUsed, size, arena);
      fileUsed += size;
      extentUsed = 0;
    }
    MemorySegment page = extent.asSlice(extentUsed, bytes);
    extentUsed += rounded;
    return page;
  }

  /// Writing to a mapped file on a full disk would end the whole process: ask first.
  private void requireRoom(long bytes) throws IOException {
    long free = Files.getFileStore(path).getUsableSpace();
    if (free < 2 * bytes) {
      throw new IOException(
          "no room for features on disk: %,d bytes are free for %s; -Djava.io.tmpdir=FOLDER in SOFTJAC_JAVA_OPTS puts them elsewhere"
              .formatted(free, path));
    }
  }

  /// A page with these numbers, as floats.
  MemorySegment floats(double[] numbers, int count) throws IOException {
    MemorySegment page = allocate(4L * count);
    for (int i = 0; i < count; i++) {
      page.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) numbers[i]);
    }
    return page;
  }

  /// A page with these numbers.
  MemorySegment doubles(double[] numbers, int count) throws IOException {
    MemorySegment page = allocate(8L * count);
    MemorySegment.copy(numbers, 0, page, ValueLayout.JAVA_DOUBLE, 0, count);
    return page;
  }

  @Override
  public void close() throws IOException {
    try {
      arena.close();
      channel.close();
    } finally {
      Files.deleteIfExists(path);
    }
  }
}
