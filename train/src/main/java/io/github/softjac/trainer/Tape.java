package io.github.softjac.trainer;

import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.Residual;
import io.github.softjac.linear.PackedMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A batch on its way through the layers and back: what each layer put out, and the gradient there,
/// in buffers made once.
///
/// Rows are independent on both ways, and each parameter's gradient runs along the rows in order.
/// So the bits depend neither on how rows are cut into pieces nor on how parameters are.
final class Tape {

  /// Weights of a piece of a linear layer, about: enough work to be worth handing out.
  private static final int PIECE = 1 << 14;

  /// Rows of W in a piece are a multiple of so many, as panels and tiles of products are.
  private static final int ROWS = 3 * PackedMatrix.COLUMNS;

  private final Layer[] layers;
  private final int[] widths;
  private final float[][] parameters;
  private final float[][] parameterGradients;

  /// Of linear layers.
  private final @Nullable PackedWeights[] packed;

  /// `[layers + 1][batch × width]`: the input, then each layer's output.
  private final float[][] outputs;

  /// `∂f/∂output`, in the same places; none for the input.
  private final float[][] gradients;

  /// Of each piece of the parameters: its layer, and its first row of W.
  private final int[] pieceLayers;

  private final int[] pieceStarts;
  private final int[] rowsOfPiece;

  /// Key of this batch's dropout.
  private long draw;

  /// @param columns width of the input
  /// @param size most rows of a batch
  Tape(List<Layer> layers, int columns, int size) {
    this.layers = layers.toArray(new Layer[0]);
    int count = this.layers.length;
    widths = new int[count + 1];
    parameters = new float[count][];
    parameterGradients = new float[count][];
    packed = new @Nullable PackedWeights[count];
    outputs = new float[count + 1][];
    gradients = new float[count + 1][];
    rowsOfPiece = new int[count];
    widths[0] = columns;
    outputs[0] = new float[Math.multiplyExact(size, columns)];
    int pieces = 0;
    for (int i = 0; i < count; i++) {
      widths[i + 1] = this.layers[i].outputs(widths[i]);
      parameters[i] = this.layers[i].parameters();
      parameterGradients[i] = new float[parameters[i].length];
      outputs[i + 1] = new float[Math.multiplyExact(size, widths[i + 1])];
      gradients[i + 1] = new float[size * widths[i + 1]];
      packed[i] = this.layers[i] instanceof Linear linear ? new PackedWeights(linear, i > 0) : null;
      rowsOfPiece[i] = rowsOfPiece(this.layers[i]);
      pieces += pieces(i);
    }
    pieceLayers = new int[pieces];
    pieceStarts = new int[pieces];
    int piece = 0;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < pieces(i); k++) {
        pieceLayers[piece] = i;
        pieceStarts[piece] = k * rowsOfPiece[i];
        piece++;
      }
    }
    packAll();
  }

  private static int rowsOfPiece(Layer layer) {
    return layer instanceof Linear linear
        ? ROWS * Math.max(1, Math.ceilDiv(PIECE / linear.outputs(), ROWS))
        : 1;
  }

  private int pieces(int layer) {
    if (parameters[layer].length == 0) {
      return 0;
    }
    return layers[layer] instanceof Linear linear
        ? Math.ceilDiv(linear.inputs(), rowsOfPiece[layer])
        : 1;
  }

  /// The layers with their parameters as they are.
  List<Layer> layers() {
    Layer[] now = new Layer[layers.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = layers[i].withParameters(parameters[i]);
    }
    return List.of(now);
  }

  /// The parameters of each layer, as they change.
  float[][] parameters() {
    return parameters;
  }

  /// `∂f/∂w` of each layer, as last computed.
  float[][] parameterGradients() {
    return parameterGradients;
  }

  /// Where the features of the batch belong, `[rows × columns]`.
  float[] input() {
    return outputs[0];
  }

  /// The logits `[rows × classes]`.
  float[] logits() {
    return outputs[layers.length];
  }

  /// Where `∂f/∂z` belongs, `[rows × classes]`.
  float[] logitGradient() {
    return gradients[layers.length];
  }

  /// To be called when parameters have changed by other means than steps.
  void packAll() {
    for (int piece = 0; piece < pieces(); piece++) {
      pack(piece);
    }
  }

  /// To be called when the parameters of a piece have changed.
  void pack(int piece) {
    int i = pieceLayers[piece];
    PackedWeights weights = packed[i];
    if (weights != null && layers[i] instanceof Linear linear) {
      int first = pieceStarts[piece];
      int last = Math.min(linear.inputs(), first + rowsOfPiece[i]);
      weights.pack(parameters[i], first, last);
    }
  }

  /// Begins a batch.
  ///
  /// @param draw key of its dropout
  void begin(long draw) {
    this.draw = draw;
  }

  private long draw(int layer) {
    return draw + layer * 0xD1B54A32D192ED03L;
  }

  /// From the input to the logits, for the rows `[from, to)`.
  void forward(int from, int to) {
    for (int i = 0; i < layers.length; i++) {
      float[] x = outputs[i];
      float[] y = outputs[i + 1];
      switch (layers[i]) {
        case Dropout dropout -> dropout.drop(draw(i), x, y, from, to, widths[i]);
        case Residual block -> {
          block.forward(x, y, from, to, widths[i]);
          Residual.add(outputs[i - block.span()], y, from, to, widths[i]);
        }
        case Linear _ -> packedWeights(i).forward(parameters[i], x, y, from, to);
        default -> layers[i].forward(parameters[i], x, y, from, to, widths[i]);
      }
    }
  }

  /// From `∂f/∂z` back, for the rows `[from, to)`. Nobody needs the gradient by the input.
  void back(int from, int to) {
    for (int i = layers.length - 1; i >= 1; i--) {
      float[] dy = gradients[i + 1];
      float[] dx = gradients[i];
      switch (layers[i]) {
        case Dropout dropout -> dropout.drop(draw(i), dy, dx, from, to, widths[i]);
        case Linear _ -> packedWeights(i).backward(dy, dx, from, to);
        default ->
            layers[i].backward(
                parameters[i], outputs[i], outputs[i + 1], dy, dx, from, to, widths[i]);
      }
      addSkipped(i, dx, from, to);
    }
  }

  private PackedWeights packedWeights(int layer) {
    return Objects.requireNonNull(packed[layer]);
  }

  /// The input of layer i also went past it, to the end of each residual block that begins there.
  private void addSkipped(int i, float[] dx, int from, int to) {
    for (int end = i + 1; end < layers.length; end++) {
      if (layers[end] instanceof Residual block && end - block.span() == i) {
        Residual.add(gradients[end + 1], dx, from, to, widths[i]);
      }
    }
  }

  /// Number of pieces that the parameters are cut into, by their shapes alone.
  int pieces() {
    return pieceLayers.length;
  }

  int layerOfPiece(int piece) {
    return pieceLayers[piece];
  }

  /// First parameter of a piece.
  int start(int piece) {
    return layers[pieceLayers[piece]] instanceof Linear linear
        ? pieceStarts[piece] * linear.outputs()
        : 0;
  }

  /// End of a piece; the bias of a linear layer is left out.
  int end(int piece) {
    int i = pieceLayers[piece];
    return layers[i] instanceof Linear linear
        ? Math.min(linear.inputs(), pieceStarts[piece] + rowsOfPiece[i]) * linear.outputs()
        : parameters[i].length;
  }

  /// Where the bias begins that belongs to a piece beside its weights: with the first piece of a
  /// linear layer; else the end of the parameters.
  int biasStart(int piece) {
    int i = pieceLayers[piece];
    return layers[i] instanceof Linear && pieceStarts[piece] == 0
        ? layers[i].weightCount()
        : parameters[i].length;
  }

  /// `∂f/∂w` of one piece over all rows of the batch, with `l2 w` for its weights.
  void gradient(int piece, int rows, float l2) {
    int i = pieceLayers[piece];
    float[] w = parameters[i];
    float[] dw = parameterGradients[i];
    int weights = layers[i].weightCount();
    start(w, dw, start(piece), Math.min(end(piece), weights), l2);
    for (int j = Math.max(start(piece), weights); j < end(piece); j++) {
      dw[j] = 0;
    }
    for (int j = biasStart(piece); j < dw.length; j++) {
      dw[j] = 0;
    }
    if (layers[i] instanceof Linear linear) {
      int first = pieceStarts[piece];
      int last = Math.min(linear.inputs(), first + rowsOfPiece[i]);
      linear.weightGradient(outputs[i], gradients[i + 1], dw, rows, first, last);
      if (first == 0) {
        linear.biasGradient(gradients[i + 1], dw, rows);
      }
    } else {
      layers[i].gradient(outputs[i], gradients[i + 1], dw, rows, widths[i]);
    }
  }

  private static void start(float[] w, float[] dw, int from, int to, float l2) {
    if (l2 == 0) {
      Arrays.fill(dw, from, to, 0f);
      return;
    }
    for (int j = from; j < to; j++) {
      dw[j] = l2 * w[j];
    }
  }
}
