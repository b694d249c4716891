package io.github.softjac.cli;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;

/// A cost of the catalogue by its name, for `--cost`.
final class CostName extends OneOf<Cost> {

  CostName() {
    super("cost");
    for (String name : Costs.names()) {
      add(name, Costs.named(name));
    }
  }
}
