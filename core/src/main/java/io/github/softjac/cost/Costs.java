package io.github.softjac.cost;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/// The catalogue: every cost by the name that the command line and the model file give it.
///
/// A cost with a parameter has its default by its bare name, and any other after a colon:
/// `focal:2`, `generalised-cross-entropy:0.7`, `poly-1:1`, `reversed-kl:0.01`, and
/// `cost-sensitive:0,1;5,0` with the rows of a cost matrix. Its `toString` is such a name.
public final class Costs {

  private static final SortedMap<String, Maker> BY_NAME =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("cost-sensitive", matrix()),
                  Map.entry("cross-entropy", plain(CrossEntropy::new)),
                  Map.entry("focal", number(Focal::new, Focal::new)),
                  Map.entry(
                      "generalised-cross-entropy",
                      number(GeneralisedCrossEntropy::new, GeneralisedCrossEntropy::new)),
                  Map.entry("jensen-shannon", plain(JensenShannon::new)),
                  Map.entry("kl", plain(KullbackLeibler::new)),
                  Map.entry("poly-1", number(Poly1::new, Poly1::new)),
                  Map.entry("ranked-probability", plain(RankedProbability::new)),
                  Map.entry(
                      "reversed-kl",
                      number(ReversedKullbackLeibler::new, ReversedKullbackLeibler::new)),
                  Map.entry("sparsemax", plain(SparsemaxLoss::new)),
                  Map.entry("spherical", plain(SphericalScore::new)),
                  Map.entry("squared-error", plain(SquaredError::new)),
                  Map.entry("total-variation", plain(TotalVariation::new)))));

  private Costs() {}

  /// All names, sorted, without parameters.
  public static Set<String> names() {
    return BY_NAME.keySet();
  }

  /// The cost of this name, with its parameter after a colon or with its default.
  ///
  /// @throws IllegalArgumentException if there is no cost of this name (the message lists all), or
  ///   its parameter is not allowed (the message says what is)
  public static Cost named(String name) {
    int colon = name.indexOf(':');
    Maker maker = BY_NAME.get(colon < 0 ? name : name.substring(0, colon));
    if (maker == null) {
      throw new IllegalArgumentException(
          "unknown cost \"" + name + "\": allowed are " + String.join(", ", BY_NAME.keySet()));
    }
    if (colon < 0) {
      return maker.byDefault().get();
    }
    try {
      return maker.byParameter().apply(name.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("cost \"" + name + "\": " + e.getMessage(), e);
    }
  }

  /// Whether [#named(String)] gives a cost that is called so: whether this is the `toString` of a
  /// cost of the catalogue.
  public static boolean contains(String name) {
    try {
      return named(name).toString().equals(name);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// How to make a cost without and with a parameter.
  private record Maker(Supplier<Cost> byDefault, Function<String, Cost> byParameter) {}

  private static Maker plain(Supplier<Cost> cost) {
    return new Maker(
        cost,
        parameter -> {
          throw new IllegalArgumentException(
              "this cost has no parameter, found \"" + parameter + "\"");
        });
  }

  private static Maker number(Supplier<Cost> byDefault, DoubleFunction<Cost> cost) {
    return new Maker(byDefault, parameter -> cost.apply(parse(parameter)));
  }

  private static Maker matrix() {
    return new Maker(
        CostSensitive::new,
        parameter ->
            new CostSensitive(
                Arrays.stream(parameter.split(";", -1))
                    .map(row ->
                        Arrays.stream(row.split(",", -1)).mapToDouble(Costs::parse).toArray())
                    .toArray(double[][]::new)));
  }

  private static double parse(String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("\"" + number + "\" is not a number", e);
    }
  }
}
