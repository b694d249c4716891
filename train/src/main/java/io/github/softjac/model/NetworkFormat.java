package io.github.softjac.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A network as a section of a model file's header and tensors, and back; see
/// `docs/model-format.md`.
///
/// ```java
/// JsonObject header = new JsonObject();
/// header.add(NetworkFormat.SECTION, NetworkFormat.describe(network));
/// ModelFile.write(path, new ModelFile(header, NetworkFormat.tensors(network)));
/// Network same = NetworkFormat.read(ModelFile.read(path));
/// ```
public final class NetworkFormat {

  /// Key of the network's section in the header.
  public static final String SECTION = "network";

  private static final String LINEAR = "linear";
  private static final String RELU = "relu";

  private NetworkFormat() {}

  /// The network's description: the section [#SECTION] of the header.
  public static JsonObject describe(Network network) {
    JsonArray layers = new JsonArray();
    for (Layer layer : network.layers()) {
      layers.add(describe(layer));
    }
    JsonObject description = new JsonObject();
    description.addProperty("inputs", network.inputs());
    description.addProperty("classes", network.classes());
    description.add("layers", layers);
    return description;
  }

  private static JsonObject describe(Layer layer) {
    JsonObject description = new JsonObject();
    switch (layer) {
      case Linear linear -> {
        description.addProperty("type", LINEAR);
        description.addProperty("inputs", linear.inputs());
        description.addProperty("outputs", linear.outputs());
      }
      case Relu _ -> description.addProperty("type", RELU);
    }
    return description;
  }

  /// The network's tensors: `network/0/weights` `[inputs × outputs]` and `network/0/bias`
  /// `[outputs]` for a linear layer 0, and so on.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite
  public static List<Tensor> tensors(Network network) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      if (network.layers().get(i) instanceof Linear linear) {
        int[] shape = {linear.inputs(), linear.outputs()};
        tensors.add(new Tensor(weightsName(i), shape, linear.weights()));
        tensors.add(new Tensor(biasName(i), new int[] {linear.outputs()}, linear.bias()));
      }
    }
    return tensors;
  }

  /// The network of a file, from its section [#SECTION].
  ///
  /// @throws ModelFileException if the description or a tensor is missing, is of another size, or
  ///   the layers do not fit each other
  public static Network read(ModelFile file) throws ModelFileException {
    Section description = file.section(SECTION);
    int inputs = description.integer("inputs", 1, Integer.MAX_VALUE);
    int classes = description.integer("classes", 1, Integer.MAX_VALUE);
    List<Layer> layers = new ArrayList<>();
    for (Section layer : description.sections("layers")) {
      layers.add(readLayer(file, layer, layers.size()));
    }
    Network network;
    try {
      network = Network.of(layers);
    } catch (IllegalArgumentException e) {
      throw description.invalid("the layers do not fit: " + e.getMessage());
    }
    if (network.inputs() != inputs || network.classes() != classes) {
      throw description.invalid(
          "the layers make a network of %d inputs and %d classes: %d and %d are stated"
              .formatted(network.inputs(), network.classes(), inputs, classes));
    }
    return network;
  }

  private static Layer readLayer(ModelFile file, Section description, int index)
      throws ModelFileException {
    String type = description.text("type");
    return switch (type) {
      case LINEAR -> {
        int inputs = description.integer("inputs", 1, Integer.MAX_VALUE);
        int outputs = description.integer("outputs", 1, Integer.MAX_VALUE);
        yield new Linear(
            inputs,
            outputs,
            values(file, weightsName(index), inputs, outputs),
            values(file, biasName(index), outputs));
      }
      case RELU -> new Relu();
      default ->
          throw description.invalid(
              "\"type\" is \"%s\": allowed are \"%s\" and \"%s\""
                  .formatted(ModelFileException.printable(type, 60), LINEAR, RELU));
    };
  }

  private static float[] values(ModelFile file, String name, int... shape)
      throws ModelFileException {
    Tensor tensor = file.tensor(name);
    if (!Arrays.equals(tensor.shape(), shape)) {
      throw file.invalid(
          "tensor \"%s\" has shape %s: its layer needs %s"
              .formatted(name, Arrays.toString(tensor.shape()), Arrays.toString(shape)));
    }
    return tensor.values();
  }

  private static String weightsName(int layer) {
    return SECTION + "/" + layer + "/weights";
  }

  private static String biasName(int layer) {
    return SECTION + "/" + layer + "/bias";
  }
}
