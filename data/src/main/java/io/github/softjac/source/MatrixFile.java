package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.Closeable;
import java.io.IOException;

/// A file of numbers in rows, read from its start to its end.
interface MatrixFile extends Closeable {

  /// Rows in all.
  long rows();

  /// Numbers a row.
  int columns();

  /// Fills `target` with as many rows as `count` from the present one on.
  ///
  /// @param target `[count × columns]`, row-major
  void read(double[] target, int count) throws IOException, DataException;

  /// Checks that nothing follows the last row.
  void checkEnd() throws IOException, DataException;

  /// How much has been read, from 0 to 1.
  double progress();
}
