package io.github.softjac.trainer;

import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Residual;
import io.github.softjac.model.Network;
import java.util.ArrayList;
import java.util.List;

/// What [Tape] does, in double and plainly: the network whose gradient is checked. Unlike there,
/// the gradient goes back to the input as well.
final class DoubleTape {

  private final List<Layer> layers;
  private final int rows;
  private final int[] widths;
  private final double[][] outputs;
  private final double[][] gradients;
  private final long draw;

  DoubleTape(Network network, int rows, long draw) {
    layers = network.layers();
    this.rows = rows;
    this.draw = draw;
    widths = new int[layers.size() + 1];
    outputs = new double[layers.size() + 1][];
    gradients = new double[layers.size() + 1][];
    widths[0] = network.inputs();
    for (int i = 0; i <= layers.size(); i++) {
      if (i > 0) {
        widths[i] = layers.get(i - 1).outputs(widths[i - 1]);
      }
      outputs[i] = new double[rows * widths[i]];
      gradients[i] = new double[rows * widths[i]];
    }
  }

  /// All parameters, layer after layer.
  double[] parameters() {
    List<float[]> all = new ArrayList<>();
    int size = 0;
    for (Layer layer : layers) {
      all.add(layer.parameters());
      size += all.getLast().length;
    }
    double[] flat = new double[size];
    int at = 0;
    for (float[] w : all) {
      for (float value : w) {
        flat[at++] = value;
      }
    }
    return flat;
  }

  /// The logits of `x` `[rows × inputs]` with these parameters; to be read only.
  double[] forward(double[] parameters, double[] x) {
    System.arraycopy(x, 0, outputs[0], 0, x.length);
    int at = 0;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      double[] w = parameters(parameters, at, layer);
      at += w.length;
      if (layer instanceof Dropout dropout) {
        dropout.drop(draw + i, outputs[i], outputs[i + 1], 0, rows, widths[i]);
        continue;
      }
      layer.forward(w, outputs[i], outputs[i + 1], 0, rows, widths[i]);
      if (layer instanceof Residual block) {
        Residual.add(outputs[i - block.span()], outputs[i + 1], 0, rows, widths[i]);
      }
    }
    return outputs[layers.size()];
  }

  private static double[] parameters(double[] all, int from, Layer layer) {
    double[] w = new double[layer.parameters().length];
    System.arraycopy(all, from, w, 0, w.length);
    return w;
  }

  /// `∂L/∂w` from `∂L/∂z`, after [#forward] with the same parameters.
  double[] back(double[] parameters, double[] dz) {
    double[] gradient = new double[parameters.length];
    System.arraycopy(dz, 0, gradients[layers.size()], 0, dz.length);
    int at = parameters.length;
    for (int i = layers.size() - 1; i >= 0; i--) {
      Layer layer = layers.get(i);
      at -= layer.parameters().length;
      double[] w = parameters(parameters, at, layer);
      double[] dw = new double[w.length];
      layer.gradient(outputs[i], gradients[i + 1], dw, rows, widths[i]);
      System.arraycopy(dw, 0, gradient, at, dw.length);
      if (layer instanceof Dropout dropout) {
        dropout.drop(draw + i, gradients[i + 1], gradients[i], 0, rows, widths[i]);
      } else {
        layer.backward(
            w, outputs[i], outputs[i + 1], gradients[i + 1], gradients[i], 0, rows, widths[i]);
      }
      for (int end = i + 1; end < layers.size(); end++) {
        if (layers.get(end) instanceof Residual block && end - block.span() == i) {
          Residual.add(gradients[end + 1], gradients[i], 0, rows, widths[i]);
        }
      }
    }
    return gradient;
  }

  /// `∂L/∂x` `[rows × inputs]`, after [#back]; to be read only.
  double[] inputGradient() {
    return gradients[0];
  }
}
