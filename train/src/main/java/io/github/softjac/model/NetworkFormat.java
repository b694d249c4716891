package io.github.softjac.model;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.softjac.layer.Dropout;
import io.github.softjac.layer.Gelu;
import io.github.softjac.layer.Layer;
import io.github.softjac.layer.LayerNorm;
import io.github.softjac.layer.Linear;
import io.github.softjac.layer.OwnLayer;
import io.github.softjac.layer.Relu;
import io.github.softjac.layer.Residual;
import io.github.softjac.layer.Tanh;
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
  private static final String LAYER_NORM = "layer-norm";
  private static final String RELU = "relu";
  private static final String GELU = "gelu";
  private static final String TANH = "tanh";
  private static final String DROPOUT = "dropout";
  private static final String RESIDUAL = "residual";
  private static final List<String> TYPES =
      List.of(LINEAR, LAYER_NORM, RELU, GELU, TANH, DROPOUT, RESIDUAL);

  private NetworkFormat() {}

  /// The network's description: the section [#SECTION] of the header.
  ///
  /// @throws IllegalArgumentException if it has a layer that a file cannot hold: one of your own
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
      case LayerNorm _ -> description.addProperty("type", LAYER_NORM);
      case Relu _ -> description.addProperty("type", RELU);
      case Gelu _ -> description.addProperty("type", GELU);
      case Tanh _ -> description.addProperty("type", TANH);
      case Dropout dropout -> {
        description.addProperty("type", DROPOUT);
        description.addProperty("rate", dropout.rate());
      }
      case Residual residual -> {
        description.addProperty("type", RESIDUAL);
        description.addProperty("span", residual.span());
      }
      case OwnLayer own ->
          throw new IllegalArgumentException(
              "layer of class %s: a model file holds the layers of Softjac only"
                  .formatted(own.getClass().getName()));
    }
    return description;
  }

  /// The network's tensors: `network/0/weights` `[inputs × outputs]` and `network/0/bias`
  /// `[outputs]` for a linear layer 0, `network/1/gain` and `network/1/bias` for a layer
  /// normalisation 1, and so on.
  ///
  /// @throws IllegalArgumentException if a parameter is not finite
  public static List<Tensor> tensors(Network network) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < network.layers().size(); i++) {
      switch (network.layers().get(i)) {
        case Linear linear -> {
          int[] shape = {linear.inputs(), linear.outputs()};
          tensors.add(new Tensor(name(i, "weights"), shape, linear.weights()));
          tensors.add(vector(name(i, "bias"), linear.bias()));
        }
        case LayerNorm norm -> {
          tensors.add(vector(name(i, "gain"), norm.gain()));
          tensors.add(vector(name(i, "bias"), norm.bias()));
        }
        case Relu _, Gelu _, Tanh _, Dropout _, Residual _, OwnLayer _ -> {}
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
    int width = inputs;
    for (Section layer : description.sections("layers")) {
      Layer read = readLayer(file, layer, layers.size(), width);
      layers.add(read);
      width = read instanceof Linear linear ? linear.outputs() : width;
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

  private static Layer readLayer(ModelFile file, Section description, int index, int width)
      throws ModelFileException {
    String type = description.text("type");
    return switch (type) {
      case LINEAR -> {
        int inputs = description.integer("inputs", 1, Integer.MAX_VALUE);
        int outputs = description.integer("outputs", 1, Integer.MAX_VALUE);
        yield new Linear(
            inputs,
            outputs,
            values(file, name(index, "weights"), inputs, outputs),
            values(file, name(index, "bias"), outputs));
      }
      case LAYER_NORM ->
          new LayerNorm(
              values(file, name(index, "gain"), width), values(file, name(index, "bias"), width));
      case RELU -> new Relu();
      case GELU -> new Gelu();
      case TANH -> new Tanh();
      case DROPOUT -> dropout(description);
      case RESIDUAL -> new Residual(description.integer("span", 1, Integer.MAX_VALUE));
      default ->
          throw description.invalid(
              "\"type\" is \"%s\": allowed are %s"
                  .formatted(ModelFileException.printable(type, 60), String.join(", ", TYPES)));
    };
  }

  private static Dropout dropout(Section description) throws ModelFileException {
    double rate = description.number("rate");
    if (!(rate >= 0 && rate < 1)) {
      throw description.invalid("\"rate\" is " + rate + ": allowed: 0 or more and below 1");
    }
    return new Dropout(rate);
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

  private static Tensor vector(String name, float[] values) {
    return new Tensor(name, new int[] {values.length}, values);
  }

  private static String name(int layer, String parameter) {
    return SECTION + "/" + layer + "/" + parameter;
  }
}
