package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.layer.Activation;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.Relu;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private final Network network =
      Network.of(
          List.of(
              new Linear(1, 2, new float[] {1, -1}, new float[] {0, 0}),
              new Relu(),
              new Linear(2, 2, new float[] {2, 0, 0, 3}, new float[] {0.5f, 0})));

  @Test
  void logitsRunThroughAllLayers() {
    float[] z = new float[4];
    network.logits(new float[] {2, -3}, 2, z);
    assertThat(z).containsExactly(4.5f, 0, 0.5f, 9);
  }

  @Test
  void logitsOfARangeAreThoseOfTheWhole() {
    float[] x = new float[300];
    for (int row = 0; row < x.length; row++) {
      x[row] = row * 0.01f - 1;
    }
    float[] all = new float[600];
    network.logits(x, 300, all);
    float[] some = new float[400];
    network.logits(x, 90, 290, some);
    for (int i = 0; i < some.length; i++) {
      assertThat(some[i]).isEqualTo(all[180 + i]);
    }
  }

  /// The row in full and its entries, through one layer, through several, and where a residual
  /// block begins with the first.
  @Test
  void logitsOfTheEntriesAreThoseOfTheRow() {
    NetworkBuilder builder = NetworkBuilder.inputs(40, 3);
    Network[] networks = {
      NetworkBuilder.inputs(40, 3).linear(5).build(),
      NetworkBuilder.inputs(40, 3).hidden(20, Activation.RELU).linear(5).build(),
      builder.residual(block -> block.hidden(30, Activation.GELU).linear(40)).linear(5).build()
    };
    float[] x = new float[40];
    x[3] = -1.25f;
    x[17] = 3;
    x[39] = 0.1f;
    for (Network each : networks) {
      float[] full = new float[5];
      float[] before = new float[40];
      Arrays.fill(before, 1f);
      each.logits(before, 1, new float[5]);
      float[] z = new float[5];
      each.logits(new int[] {3, 17, 39, 0}, new float[] {-1.25f, 3, 0.1f, 99}, 3, z);
      each.logits(x, 1, full);
      assertThat(z).containsExactly(full);
    }
  }

  @Test
  void shortEntriesAreRefused() {
    assertThatThrownBy(() -> network.logits(new int[1], new float[2], 2, new float[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("places has 1 elements: 2 rows of 1 need 2");
  }

  @Test
  void probabilitiesAreTheSoftmaxOfTheLogits() {
    float[] y = network.probabilities(new float[] {2}, 1);
    double ratio = StrictMath.exp(4.5);
    assertThat((double) y[0]).isCloseTo(ratio / (ratio + 1), within(1e-6));
    assertThat(y[0] + y[1]).isCloseTo(1f, within(1e-6f));
  }

  @Test
  void noRowsGiveNoProbabilities() {
    assertThat(network.probabilities(new float[0], 0)).isEmpty();
  }

  @Test
  void widthsAreThoseOfTheFirstAndTheLastLayer() {
    assertThat(network.inputs()).isEqualTo(1);
    assertThat(network.classes()).isEqualTo(2);
    assertThat(network.layers()).hasSize(3);
  }

  @Test
  void layerThatDoesNotFitIsNamed() {
    Linear twoToOne = new Linear(2, 1, new float[2], new float[1]);
    assertThatThrownBy(() -> Network.of(List.of(twoToOne, new Relu(), twoToOne)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer 2: linear layer of 2 inputs: found 1");
  }

  @Test
  void networkThatEndsInAReluIsRefused() {
    Linear linear = new Linear(1, 1, new float[1], new float[1]);
    assertThatThrownBy(() -> Network.of(List.of(linear, new Relu())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the first and the last must be linear");
    assertThatThrownBy(() -> Network.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shortArraysAreRefused() {
    assertThatThrownBy(() -> network.logits(new float[1], 2, new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("x has 1 elements: 2 rows of 1 need 2");
    assertThatThrownBy(() -> network.logits(new float[2], 2, new float[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("z has 3 elements: 2 rows of 2 need 4");
    assertThatThrownBy(() -> network.probabilities(new float[2], -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> network.logits(new float[2], 2, 1, new float[4]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows 2 to 1: allowed: 0 or more, in order");
  }
}
