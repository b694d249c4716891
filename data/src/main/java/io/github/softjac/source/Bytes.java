package io.github.softjac.source;

import io.github.softjac.data.DataException;
import java.io.Closeable;
import java.io.IOException;

/// Bytes to be cut into chunks, unpacked where they are compressed.
interface Bytes extends Closeable {

  /// As [java.io.InputStream#readNBytes(byte\[\], int, int)]: fewer than asked for only at the end.
  int read(byte[] target, int offset, int length) throws IOException, DataException;

  /// How much has been read, from 0 to 1; NaN: nobody knows.
  double progress();
}
