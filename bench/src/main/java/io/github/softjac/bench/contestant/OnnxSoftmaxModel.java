package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// An ONNX model of one node, `y = Softmax(z)` along the classes, written by hand in the protocol
/// buffer's wire format (fields as numbered in `onnx.proto`).
final class OnnxSoftmaxModel {

  static final String INPUT = "z";
  static final String OUTPUT = "y";

  private static final int IR_VERSION = 8;
  private static final int OPERATOR_SET = 13; // the first whose Softmax is along one axis only
  private static final int FLOAT = 1;
  private static final int DOUBLE = 11;
  private static final int ATTRIBUTE_INT = 2;

  private OnnxSoftmaxModel() {}

  static byte[] bytes(ElementType type, int rows, int classes) {
    byte[] operatorSet = join(text(1, ""), number(2, OPERATOR_SET));
    return join(
        number(1, IR_VERSION), message(7, graph(type, rows, classes)), message(8, operatorSet));
  }

  private static byte[] graph(ElementType elements, int rows, int classes) {
    byte[] axis = join(text(1, "axis"), number(3, 1), number(20, ATTRIBUTE_INT));
    byte[] node = join(text(1, INPUT), text(2, OUTPUT), text(4, "Softmax"), message(5, axis));
    byte[] type = matrix(elements, rows, classes);
    return join(
        message(1, node),
        text(2, "softmax"),
        message(11, join(text(1, INPUT), message(2, type))),
        message(12, join(text(1, OUTPUT), message(2, type))));
  }

  private static byte[] matrix(ElementType type, int rows, int classes) {
    int number =
        switch (type) {
          case FLOAT -> FLOAT;
          case DOUBLE -> DOUBLE;
        };
    byte[] shape = join(message(1, number(1, rows)), message(1, number(1, classes)));
    return message(1, join(number(1, number), message(2, shape)));
  }

  private static byte[] number(int field, long value) {
    return join(varint((long) field << 3), varint(value));
  }

  private static byte[] text(int field, String value) {
    return message(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] message(int field, byte[] value) {
    return join(varint(((long) field << 3) | 2), varint(value.length), value);
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long rest = value;
    while (rest > 0x7f) {
      bytes.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
    return bytes.toByteArray();
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      bytes.writeBytes(part);
    }
    return bytes.toByteArray();
  }
}
