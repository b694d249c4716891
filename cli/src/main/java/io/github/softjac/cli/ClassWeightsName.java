package io.github.softjac.cli;

import io.github.softjac.classifier.ClassWeights;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.TypeConversionException;

/// How much rows of each class count, for `--class-weights`: a kind, or `NAME=FACTOR,…`.
final class ClassWeightsName extends OneOf<ClassWeights> {

  ClassWeightsName() {
    super("kind of class weights");
    add("balanced", ClassWeights.BALANCED);
    add("none", ClassWeights.NONE);
  }

  @Override
  public ClassWeights convert(String value) {
    return value.contains("=") ? given(value) : super.convert(value);
  }

  private static ClassWeights given(String value) {
    Map<String, Double> factors = new LinkedHashMap<>();
    for (String part : value.split(",", -1)) {
      int equals = part.lastIndexOf('=');
      String number = part.substring(equals + 1);
      try {
        if (equals < 1 || factors.put(part.substring(0, equals), Double.valueOf(number)) != null) {
          throw wrong(part);
        }
      } catch (NumberFormatException e) {
        throw wrong(part);
      }
    }
    try {
      return new ClassWeights.Given(factors);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static TypeConversionException wrong(String part) {
    return new TypeConversionException(
        "\"%s\" is no weight of a class: allowed is CLASS=NUMBER, each class once".formatted(part));
  }
}
