package io.github.softjac.features;

import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.linear.RowReader;
import io.github.softjac.table.PageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Features in a file that is mapped into memory, as floats, row by row, in blocks of whole rows.
final class MappedRows implements RowReader {

  private static final int BLOCK_FLOATS = 1 << 18;

  private final int rows;
  private final int columns;
  private final int blockRows;
  private final MemorySegment[] blocks;

  private MappedRows(int rows, int columns, int blockRows, MemorySegment[] blocks) {
    this.rows = rows;
    this.columns = columns;
    this.blockRows = blockRows;
    this.blocks = blocks;
  }

  /// Writes the features of these rows of a table.
  static MappedRows write(
      PageFile file, TableEncoder encoder, int[] rows, int columns, Workers workers)
      throws IOException {
    int blockRows = Math.max(1, BLOCK_FLOATS / columns);
    MemorySegment[] blocks = new MemorySegment[Math.ceilDiv(rows.length, blockRows)];
    for (int block = 0; block < blocks.length; block++) {
      int count = Math.min(blockRows, rows.length - block * blockRows);
      blocks[block] = file.allocate(4L * count * columns);
    }
    float[][] scratch = new float[workers.count()][];
    workers.run(
        blocks.length,
        (block, worker) -> {
          float[] x = scratch[worker];
          if (x == null) {
            x = new float[Math.multiplyExact(blockRows, columns)];
            scratch[worker] = x;
          } else {
            Arrays.fill(x, 0f);
          }
          int from = block * blockRows;
          int count = Math.min(blockRows, rows.length - from);
          encoder.encode(rows, from, count, new DenseBlock(x, columns), 0);
          MemorySegment.copy(x, 0, blocks[block], ValueLayout.JAVA_FLOAT, 0, count * columns);
        });
    return new MappedRows(rows.length, columns, blockRows, blocks);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public void read(int from, int count, float[] x) {
    int done = 0;
    while (done < count) {
      int row = from + done;
      int block = row / blockRows;
      int at = row - block * blockRows;
      int some = Math.min(count - done, blockRows - at);
      MemorySegment.copy(
          blocks[block],
          ValueLayout.JAVA_FLOAT,
          4L * at * columns,
          x,
          done * columns,
          some * columns);
      done += some;
    }
  }
}
