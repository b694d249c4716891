package io.github.softjac.bench.problem;

/// One operation on one shape with its inputs, the same for every contestant.
///
/// @param z logits `[rows × classes]`; empty for [Operation#BACKWARD]
/// @param y softmax output `[rows × classes]`, for [Operation#BACKWARD]; else empty
/// @param dy `∂L/∂y` `[rows × classes]`, for [Operation#BACKWARD]; else empty
/// @param labels `[rows]`, each in `[0, classes)`, for [Operation#CROSS_ENTROPY]; else empty
// Arrays are compared by nobody: a record only for its accessors.
@SuppressWarnings("ArrayRecordComponent")
public record Problem(
    Operation operation, Shape shape, float[] z, float[] y, float[] dy, int[] labels) {

  private static final float[] NO_FLOATS = {};
  private static final int[] NO_LABELS = {};

  /// Random inputs. Nothing of Softjac is called here, so that a cold start stays cold.
  ///
  /// @param deviation standard deviation of the logits
  public static Problem random(Operation operation, Shape shape, double deviation, long seed) {
    NormalNumbers numbers = new NormalNumbers(seed);
    int elements = shape.elements();
    return switch (operation) {
      case FORWARD ->
          new Problem(
              operation,
              shape,
              numbers.times(deviation, elements),
              NO_FLOATS,
              NO_FLOATS,
              NO_LABELS);
      case BACKWARD ->
          new Problem(
              operation,
              shape,
              NO_FLOATS,
              numbers.softmax(deviation, shape),
              new NormalNumbers(seed + 1).times(1, elements),
              NO_LABELS);
      case CROSS_ENTROPY ->
          new Problem(
              operation,
              shape,
              numbers.times(deviation, elements),
              NO_FLOATS,
              NO_FLOATS,
              numbers.labels(shape));
    };
  }
}
