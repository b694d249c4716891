package io.github.softjac.trainer;

import io.github.softjac.layer.Linear;
import io.github.softjac.linear.PackedMatrix;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The weights of a linear layer in the orders in which the products of its two ways read them.
/// They are packed once a batch, where they are stepped, and not by each piece of the rows.
final class PackedWeights {

  private final Linear layer;
  private final PackedMatrix forward;

  /// Wᵀ, for the way back; `null`: nobody needs the gradient by the input.
  private final @Nullable PackedMatrix backward;

  PackedWeights(Linear layer, boolean hasWayBack) {
    this.layer = layer;
    forward = new PackedMatrix(layer.inputs(), layer.outputs());
    backward = hasWayBack ? new PackedMatrix(layer.outputs(), layer.inputs()) : null;
  }

  /// Packs the rows `[from, to)` of W.
  ///
  /// @param from a multiple of [PackedMatrix#COLUMNS]
  /// @param to another, or all rows
  void pack(float[] w, int from, int to) {
    int outputs = layer.outputs();
    forward.pack(w, 0, outputs, from, to);
    if (backward != null) {
      backward.packTransposed(w, 0, outputs, from, to);
    }
  }

  /// `y = x W + b`, bit for bit as [Linear] does it.
  ///
  /// @param w the parameters, of which b is taken
  void forward(float[] w, float[] x, float[] y, int from, int to) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    for (int row = from; row < to; row++) {
      System.arraycopy(w, inputs * outputs, y, row * outputs, outputs);
    }
    forward.addProduct(x, from * inputs, inputs, y, from * outputs, outputs, to - from);
  }

  /// Forward: `y = x W + b`, so `∂L/∂x = ∂L/∂y Wᵀ`.
  void backward(float[] dy, float[] dx, int from, int to) {
    int inputs = layer.inputs();
    int outputs = layer.outputs();
    Arrays.fill(dx, from * inputs, to * inputs, 0f);
    Objects.requireNonNull(backward)
        .addProduct(dy, from * outputs, outputs, dx, from * inputs, inputs, to - from);
  }
}
