package io.github.softjac.layer;

import java.util.Arrays;

/// Layer normalisation (Ba, Kiros and Hinton, arXiv 1607.06450), row by row: with the mean μ and
/// the population variance σ² of a row,
///
/// `x̂_j = (x_j − μ) / √(σ² + ε)`, `y_j = γ_j x̂_j + β_j`, and with `g = γ ⊙ ∂L/∂y`
///
/// `∂L/∂x_j = (g_j − mean(g) − x̂_j mean(g ⊙ x̂)) / √(σ² + ε)`, `∂L/∂γ_j = Σ_rows ∂L/∂y_j x̂_j`,
/// `∂L/∂β_j = Σ_rows ∂L/∂y_j`
///
/// with `ε = 1e-5`. Means are summed in double, see [RowSums]. The parameters are γ, then β.
public final class LayerNorm implements Layer {

  private static final double EPSILON = 1e-5;

  private final float[] parameters;
  private final int width;

  /// A layer with these parameters.
  ///
  /// @param gain γ `[width]`; copied
  /// @param bias β `[width]`; copied
  /// @throws IllegalArgumentException if they are empty or differ in length
  public LayerNorm(float[] gain, float[] bias) {
    if (gain.length < 1 || bias.length != gain.length) {
      throw new IllegalArgumentException(
          "layer normalisation of %d gains and %d biases: as many of each are needed, at least 1"
              .formatted(gain.length, bias.length));
    }
    width = gain.length;
    parameters = Arrays.copyOf(gain, 2 * width);
    System.arraycopy(bias, 0, parameters, width, width);
  }

  /// A layer before training: γ = 1, β = 0.
  public static LayerNorm initial(int width) {
    float[] gain = new float[width];
    Arrays.fill(gain, 1f);
    return new LayerNorm(gain, new float[width]);
  }

  /// γ, as a copy.
  public float[] gain() {
    return Arrays.copyOf(parameters, width);
  }

  /// β, as a copy.
  public float[] bias() {
    return Arrays.copyOfRange(parameters, width, 2 * width);
  }

  @Override
  public int outputs(int inputs) {
    if (inputs != width) {
      throw new IllegalArgumentException(
          "layer normalisation of %d inputs: found %d".formatted(width, inputs));
    }
    return width;
  }

  @Override
  public float[] parameters() {
    return parameters.clone();
  }

  @Override
  public LayerNorm withParameters(float[] w) {
    if (w.length != 2 * width) {
      throw new IllegalArgumentException(
          "layer normalisation of %d inputs has %d parameters: found %d"
              .formatted(width, 2 * width, w.length));
    }
    return new LayerNorm(Arrays.copyOf(w, width), Arrays.copyOfRange(w, width, 2 * width));
  }

  @Override
  public void forward(float[] x, float[] y, int from, int to, int inputs) {
    forward(parameters, x, y, from, to, inputs);
  }

  @Override
  public void forward(float[] w, float[] x, float[] y, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      int at = row * inputs;
      double mean = RowSums.sum(x, at, inputs) / inputs;
      float scale = scale(x, at, inputs, mean);
      float mu = (float) mean;
      for (int j = 0; j < inputs; j++) {
        y[at + j] = Math.fma((x[at + j] - mu) * scale, w[j], w[inputs + j]);
      }
    }
  }

  /// `1/√(σ² + ε)` of a row.
  private static float scale(float[] x, int at, int width, double mean) {
    return (float) (1 / Math.sqrt(RowSums.squares(x, at, width, (float) mean) / width + EPSILON));
  }

  /// Forward: `x̂ = (x − μ) / √(σ² + ε)`, `y = γ ⊙ x̂ + β`.
  @Override
  public void backward(
      float[] w, float[] x, float[] y, float[] dy, float[] dx, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      int at = row * inputs;
      double mean = RowSums.sum(x, at, inputs) / inputs;
      float scale = scale(x, at, inputs, mean);
      float mu = (float) mean;
      for (int j = 0; j < inputs; j++) {
        dx[at + j] = w[j] * dy[at + j];
      }
      float meanG = (float) (RowSums.sum(dx, at, inputs) / inputs);
      float meanGx = (float) (RowSums.products(dx, x, at, inputs, mu) * scale / inputs);
      for (int j = 0; j < inputs; j++) {
        float normal = (x[at + j] - mu) * scale;
        dx[at + j] = scale * (dx[at + j] - meanG - normal * meanGx);
      }
    }
  }

  @Override
  public void gradient(float[] x, float[] dy, float[] dw, int rows, int inputs) {
    for (int row = 0; row < rows; row++) {
      int at = row * inputs;
      double mean = RowSums.sum(x, at, inputs) / inputs;
      float scale = scale(x, at, inputs, mean);
      float mu = (float) mean;
      for (int j = 0; j < inputs; j++) {
        dw[j] = Math.fma(dy[at + j], (x[at + j] - mu) * scale, dw[j]);
        dw[inputs + j] += dy[at + j];
      }
    }
  }

  @Override
  public void forward(double[] w, double[] x, double[] y, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      int at = row * inputs;
      double mean = mean(x, at, inputs);
      double scale = scale(x, at, inputs, mean);
      for (int j = 0; j < inputs; j++) {
        y[at + j] = w[j] * (x[at + j] - mean) * scale + w[inputs + j];
      }
    }
  }

  private static double mean(double[] x, int at, int width) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      sum += x[at + j];
    }
    return sum / width;
  }

  private static double scale(double[] x, int at, int width, double mean) {
    double squares = 0;
    for (int j = 0; j < width; j++) {
      squares += (x[at + j] - mean) * (x[at + j] - mean);
    }
    return 1 / Math.sqrt(squares / width + EPSILON);
  }

  /// Forward: `x̂ = (x − μ) / √(σ² + ε)`, `y = γ ⊙ x̂ + β`.
  @Override
  public void backward(
      double[] w, double[] x, double[] y, double[] dy, double[] dx, int from, int to, int inputs) {
    for (int row = from; row < to; row++) {
      int at = row * inputs;
      double mean = mean(x, at, inputs);
      double scale = scale(x, at, inputs, mean);
      double meanG = 0;
      double meanGx = 0;
      for (int j = 0; j < inputs; j++) {
        meanG += w[j] * dy[at + j] / inputs;
        meanGx += w[j] * dy[at + j] * (x[at + j] - mean) * scale / inputs;
      }
      for (int j = 0; j < inputs; j++) {
        double normal = (x[at + j] - mean) * scale;
        dx[at + j] = scale * (w[j] * dy[at + j] - meanG - normal * meanGx);
      }
    }
  }

  @Override
  public void gradient(double[] x, double[] dy, double[] dw, int rows, int inputs) {
    for (int row = 0; row < rows; row++) {
      int at = row * inputs;
      double mean = mean(x, at, inputs);
      double scale = scale(x, at, inputs, mean);
      for (int j = 0; j < inputs; j++) {
        dw[j] += dy[at + j] * (x[at + j] - mean) * scale;
        dw[inputs + j] += dy[at + j];
      }
    }
  }
}
