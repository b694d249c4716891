package io.github.softjac.reference;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// A compressed file of numbers, big-endian, that a script in `src/test/python` wrote.
final class CaseFile implements AutoCloseable {

  private final DataInputStream in;

  CaseFile(InputStream compressed) throws IOException {
    in = new DataInputStream(new GZIPInputStream(compressed, 1 << 16));
  }

  static CaseFile resource(String name) throws IOException {
    InputStream in = CaseFile.class.getResourceAsStream("/" + name);
    if (in == null) {
      throw new IOException("there is no resource " + name);
    }
    return new CaseFile(in);
  }

  char character() throws IOException {
    return (char) in.readByte();
  }

  boolean flag() throws IOException {
    return in.readByte() != 0;
  }

  int integer() throws IOException {
    return in.readInt();
  }

  double real() throws IOException {
    return in.readDouble();
  }

  String text() throws IOException {
    return in.readUTF();
  }

  int[] integers(int count) throws IOException {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readInt();
    }
    return values;
  }

  double[] reals(int count) throws IOException {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }

  float[] floats(int count) throws IOException {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = in.readFloat();
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
