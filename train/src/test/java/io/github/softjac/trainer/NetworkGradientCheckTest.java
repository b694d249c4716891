package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.layer.Activation;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.model.Network;
import io.github.softjac.model.NetworkBuilder;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkGradientCheckTest {

  private static final Activation[] ACTIVATIONS = Activation.values();

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  /// One to four hidden layers of all kinds, with residual blocks, some of them inside each other.
  private static Network random(SplittableRandom random) {
    NetworkBuilder builder = NetworkBuilder.inputs(1 + random.nextInt(5), random.nextLong());
    builder.linear(2 + random.nextInt(5));
    int hidden = 1 + random.nextInt(4);
    for (int i = 0; i < hidden; i++) {
      add(builder, random, 2);
    }
    return builder.linear(2 + random.nextInt(4)).build();
  }

  private static void add(NetworkBuilder builder, SplittableRandom random, int depth) {
    switch (random.nextInt(depth > 0 ? 6 : 5)) {
      case 0 -> builder.linear(1 + random.nextInt(6));
      case 1 -> builder.activation(ACTIVATIONS[random.nextInt(ACTIVATIONS.length)]);
      case 2 -> builder.layerNorm();
      case 3 -> builder.dropout(0.3);
      case 4 -> builder.hidden(2 + random.nextInt(5), ACTIVATIONS[random.nextInt(3)]);
      default -> {
        int width = builder.width();
        builder.residual(block -> {
          add(block, random, depth - 1);
          add(block, random, depth - 1);
          block.linear(width);
        });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void backPropagationThroughRandomNetworksIsThatOfFiniteDifferences(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Network network = random(random);
    Cost cost = random.nextBoolean() ? new CrossEntropy() : new SquaredError();
    NetworkGradientCheck.Worst worst =
        NetworkGradientCheck.of(network, cost).rows(3).seed(seed).run();
    assertThat(worst.difference()).as("seed %d: %s", seed, worst).isLessThan(1e-6);
  }

  /// `y = x²`, with a factor of 2 or, wrongly, 3 in its derivative.
  private record Square(double factor) implements OwnLayer {

    @Override
    public void forward(float[] x, float[] y, int from, int to, int width) {
      for (int i = from * width; i < to * width; i++) {
        y[i] = x[i] * x[i];
      }
    }

    @Override
    public void backward(
        float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {
      for (int i = from * width; i < to * width; i++) {
        dx[i] = (float) factor * x[i] * dy[i];
      }
    }

    @Override
    public void forward(double[] x, double[] y, int from, int to, int width) {
      for (int i = from * width; i < to * width; i++) {
        y[i] = x[i] * x[i];
      }
    }

    @Override
    public void backward(
        double[] x, double[] y, double[] dy, double[] dx, int from, int to, int width) {
      for (int i = from * width; i < to * width; i++) {
        dx[i] = factor * x[i] * dy[i];
      }
    }
  }

  private static Network with(Square square) {
    return NetworkBuilder.inputs(3, 5).linear(4).own(square).linear(2).build();
  }

  @Test
  void aLayerOfOnesOwnIsChecked() {
    double right =
        NetworkGradientCheck.of(with(new Square(2)), new CrossEntropy()).run().difference();
    assertThat(right).isLessThan(1e-8);
  }

  @Test
  void aWrongDerivativeOfALayerIsFound() {
    double wrong =
        NetworkGradientCheck.of(with(new Square(3)), new CrossEntropy()).run().difference();
    assertThat(wrong).isGreaterThan(1e-3);
  }
}
