package io.github.softjac.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.softjac.layer.Activation;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.layer.Relu;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFormatTest {

  @TempDir Path directory;

  private static Linear linear(int inputs, int outputs) {
    float[] weights = new float[inputs * outputs];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i * 7 % 11 - 5) / 3f;
    }
    float[] bias = new float[outputs];
    for (int i = 0; i < bias.length; i++) {
      bias[i] = 0.1f * i;
    }
    return new Linear(inputs, outputs, weights, bias);
  }

  private static Network network() {
    return Network.of(List.of(linear(4, 3), new Relu(), linear(3, 2)));
  }

  private static JsonObject header(JsonObject description) {
    JsonObject header = new JsonObject();
    header.add(NetworkFormat.SECTION, description);
    return header;
  }

  private static ModelFile file() {
    return new ModelFile(
        header(NetworkFormat.describe(network())), NetworkFormat.tensors(network()));
  }

  /// The file of [#network()] with another description, in which a text is replaced.
  private static ModelFile changed(String from, String to) {
    String text = NetworkFormat.describe(network()).toString();
    assertThat(text).contains(from);
    JsonObject description = JsonParser.parseString(text.replace(from, to)).getAsJsonObject();
    return new ModelFile(header(numbersAsRead(description)), NetworkFormat.tensors(network()));
  }

  /// As [ModelFile#read] has them.
  private static JsonObject numbersAsRead(JsonObject description) {
    try {
      return StrictJson.parse(StrictJson.encode(description));
    } catch (StrictJson.MalformedException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(ModelFile file, String message) {
    assertThatExceptionOfType(ModelFileException.class)
        .isThrownBy(() -> NetworkFormat.read(file))
        .withMessageContaining(message)
        .withMessageStartingWith("model: ");
  }

  @Test
  void networkComesBackFromAFileToTheBit() throws Exception {
    Path path = directory.resolve("m.softjac");
    ModelFile.write(path, file());
    Network read = NetworkFormat.read(ModelFile.read(path));
    assertThat(read.inputs()).isEqualTo(4);
    assertThat(read.classes()).isEqualTo(2);
    float[] x = {1, -2, 3, 0.5f, -1, 0, 2, 1};
    assertThat(read.probabilities(x, 2)).isEqualTo(network().probabilities(x, 2));
    assertThat(read.layers()).hasSize(3);
    assertThat(read.layers().get(0))
        .isInstanceOfSatisfying(
            Linear.class,
            first -> {
              assertThat(first.weights()).isEqualTo(linear(4, 3).weights());
              assertThat(first.bias()).isEqualTo(linear(4, 3).bias());
            });
    assertThat(read.layers().get(1)).isInstanceOf(Relu.class);
  }

  @Test
  void everyKindOfLayerComesBackToTheBit() throws Exception {
    Network all =
        NetworkBuilder.inputs(4, 7)
            .linear(5)
            .layerNorm()
            .activation(Activation.GELU)
            .dropout(0.25)
            .residual(block -> block.hidden(6, Activation.TANH).hidden(5, Activation.RELU))
            .linear(3)
            .build();
    Path path = directory.resolve("all.softjac");
    ModelFile.write(
        path, new ModelFile(header(NetworkFormat.describe(all)), NetworkFormat.tensors(all)));
    Network read = NetworkFormat.read(ModelFile.read(path));
    float[] x = {1, -2, 3, 0.5f, -1, 0, 2, 1};
    assertThat(read.probabilities(x, 2)).isEqualTo(all.probabilities(x, 2));
    assertThat(NetworkFormat.describe(read)).isEqualTo(NetworkFormat.describe(all));
  }

  @Test
  void aLayerOfOnesOwnCannotBeWritten() {
    OwnLayer own =
        new OwnLayer() {
          @Override
          public void forward(float[] x, float[] y, int from, int to, int width) {}

          @Override
          public void backward(
              float[] x, float[] y, float[] dy, float[] dx, int from, int to, int width) {}
        };
    Network network = NetworkBuilder.inputs(2, 1).linear(3).own(own).linear(2).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFormat.describe(network))
        .withMessageContaining("a model file holds the layers of Softjac only");
  }

  @Test
  void networkOfOneLayerComesBack() throws Exception {
    Network one = Network.of(List.of(linear(1, 1)));
    ModelFile file = new ModelFile(header(NetworkFormat.describe(one)), NetworkFormat.tensors(one));
    assertThat(NetworkFormat.read(file).layers()).hasSize(1);
  }

  @Test
  void descriptionIsThatOfTheSpecification() {
    assertThat(NetworkFormat.describe(network()).toString())
        .isEqualTo(
            "{\"inputs\":4,\"classes\":2,\"layers\":["
                + "{\"type\":\"linear\",\"inputs\":4,\"outputs\":3},"
                + "{\"type\":\"relu\"},"
                + "{\"type\":\"linear\",\"inputs\":3,\"outputs\":2}]}");
  }

  @Test
  void tensorsAreNamedByTheirLayer() {
    assertThat(NetworkFormat.tensors(network()))
        .extracting(Tensor::name)
        .containsExactly(
            "network/0/weights", "network/0/bias", "network/2/weights", "network/2/bias");
  }

  @Test
  void parameterThatIsNotFiniteIsNotWritten() {
    Network broken =
        Network.of(List.of(new Linear(1, 2, new float[] {1, Float.NaN}, new float[2])));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NetworkFormat.tensors(broken))
        .withMessageContaining("network/0/weights");
  }

  @Test
  void fileWithoutNetworkIsRefused() {
    assertRefused(new ModelFile(new JsonObject(), List.of()), "header network is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network/0/weights",
        "network/0/bias",
        "network/2/weights",
        "network/2/bias",
      })
  void missingTensorIsNamed(String name) {
    List<Tensor> tensors = new ArrayList<>(NetworkFormat.tensors(network()));
    tensors.removeIf(tensor -> tensor.name().equals(name));
    assertRefused(
        new ModelFile(header(NetworkFormat.describe(network())), tensors),
        "tensor \"" + name + "\" is missing: there are [network/");
  }

  @Test
  void tensorOfAnotherShapeIsRefused() {
    List<Tensor> tensors = new ArrayList<>(NetworkFormat.tensors(network()));
    tensors.set(0, new Tensor("network/0/weights", new int[] {3, 4}, new float[12]));
    assertRefused(
        new ModelFile(header(NetworkFormat.describe(network())), tensors),
        "tensor \"network/0/weights\" has shape [3, 4]: its layer needs [4, 3]");
  }

  @Test
  void tensorsOfOtherSectionsAreAllowed() throws Exception {
    List<Tensor> tensors = new ArrayList<>(NetworkFormat.tensors(network()));
    tensors.addFirst(new Tensor("other", new int[] {1}, new float[1]));
    ModelFile file = new ModelFile(header(NetworkFormat.describe(network())), tensors);
    assertThat(NetworkFormat.read(file).inputs()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"inputs\":4,\"classes\"|\"inputs\":5,\"classes\"|4 inputs and 2 classes: 5 and 2",
        "\"classes\":2|\"classes\":3|4 inputs and 2 classes: 4 and 3",
        "\"classes\":2|\"classes\":0|network.classes is 0: needed is a whole number from 1",
        "\"classes\":2|\"classes\":2.0|network.classes is 2.0: needed is a whole number from 1",
        "\"classes\":2|\"klasses\":2|network.classes is missing",
        "\"inputs\":3|\"inputs\":-3|network.layers[2].inputs is -3",
        "\"inputs\":3|\"inputs\":4294967299|network.layers[2].inputs is 4294967299",
        "\"inputs\":3|\"inputs\":\"3\"|network.layers[2].inputs is \"3\"",
        "\"outputs\":3|\"outputs\":2|\"network/0/weights\" has shape [4, 3]: its layer needs [4, 2]",
        "\"type\":\"relu\"|\"type\":\"sigmoid\"|layers[1]: \"type\" is \"sigmoid\": allowed are linear, layer-norm, relu",
        "{\"type\":\"relu\"}|{\"type\":\"dropout\",\"rate\":1}|\"rate\" is 1.0: allowed: 0 or more and below 1",
        "{\"type\":\"relu\"}|{\"type\":\"residual\",\"span\":0}|layers[1].span is 0",
        "{\"type\":\"relu\"}|{\"type\":\"residual\",\"span\":2}|residual block of 2 layers: there are 1",
        "{\"type\":\"relu\"}|{\"type\":\"residual\",\"span\":1}|from 4 inputs to 3 outputs",
        "{\"type\":\"relu\"}|{\"type\":\"layer-norm\"}|tensor \"network/1/gain\" is missing",
        "\"type\":\"relu\"|\"typ\":\"relu\"|layers[1].type is missing",
        "\"type\":\"relu\"|\"type\":7|layers[1].type is 7",
        "{\"type\":\"relu\"}|null|layers[1] is null",
        "{\"type\":\"relu\"},|''|tensor \"network/1/weights\" is missing",
        "\"layers\"|\"levels\"|network.layers is missing",
      })
  void descriptionThatDoesNotFitIsRefused(String from, String to, String message) {
    assertRefused(changed(from, to), message);
  }

  @Test
  void layersThatDoNotChainAreRefused() {
    List<Layer> layers = List.of(linear(4, 3), linear(2, 2));
    assertRefused(handMade(4, 2, layers), "the layers do not fit: layer 1: ");
  }

  @Test
  void networkWithoutLayersIsRefused() {
    assertRefused(handMade(4, 2, List.of()), "header network: the layers do not fit: ");
  }

  @Test
  void networkThatEndsInAReluIsRefused() {
    assertRefused(handMade(4, 3, List.of(linear(4, 3), new Relu())), "the layers do not fit: ");
  }

  /// A file of layers that [Network#of] would not take.
  private static ModelFile handMade(int inputs, int classes, List<Layer> layers) {
    JsonArray descriptions = new JsonArray();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      JsonObject description = new JsonObject();
      if (layers.get(i) instanceof Linear linear) {
        description.addProperty("type", "linear");
        description.addProperty("inputs", linear.inputs());
        description.addProperty("outputs", linear.outputs());
        int[] shape = {linear.inputs(), linear.outputs()};
        tensors.add(new Tensor("network/" + i + "/weights", shape, linear.weights()));
        tensors.add(
            new Tensor("network/" + i + "/bias", new int[] {linear.outputs()}, linear.bias()));
      } else {
        description.addProperty("type", "relu");
      }
      descriptions.add(description);
    }
    JsonObject network = new JsonObject();
    network.addProperty("inputs", inputs);
    network.addProperty("classes", classes);
    network.add("layers", descriptions);
    return new ModelFile(header(network), tensors);
  }
}
