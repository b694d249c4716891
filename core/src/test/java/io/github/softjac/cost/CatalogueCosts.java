package io.github.softjac.cost;

import java.util.List;
import java.util.stream.Stream;

/// The costs that the batteries run over: all of [Costs], and those with a parameter at values
/// where they take another way. A new cost is tested by being named there.
final class CatalogueCosts {

  private static final List<String> WITH_PARAMETER =
      List.of(
          "focal:0",
          "focal:0.5",
          "focal:1",
          "focal:3",
          "generalised-cross-entropy:0.3",
          "generalised-cross-entropy:1",
          "poly-1:-1",
          "poly-1:2.5",
          "reversed-kl:0.1");

  private CatalogueCosts() {}

  /// For any number of classes.
  static Stream<Cost> all() {
    return Stream.concat(Costs.names().stream(), WITH_PARAMETER.stream()).map(Costs::named);
  }

  /// For so many classes: with a cost matrix too.
  static Stream<Cost> all(int classes) {
    double[][] matrix = new double[classes][classes];
    for (int i = 0; i < classes; i++) {
      for (int j = 0; j < classes; j++) {
        matrix[i][j] = i == j ? 0 : 1 + (3 * i + j) % 4;
      }
    }
    return Stream.concat(all(), Stream.of(new CostSensitive(matrix)));
  }
}
