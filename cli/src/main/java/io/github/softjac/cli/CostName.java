package io.github.softjac.cli;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;
import picocli.CommandLine.TypeConversionException;

/// A cost of the catalogue by its name, for `--cost`; a parameter follows after a colon, as in
/// `focal:2`.
final class CostName extends OneOf<Cost> {

  CostName() {
    super("cost");
    for (String name : Costs.names()) {
      add(name, Costs.named(name));
    }
  }

  @Override
  public Cost convert(String name) {
    int colon = name.indexOf(':');
    String bare = colon < 0 ? name : name.substring(0, colon);
    if (!Costs.names().contains(bare)) {
      throw unknown(bare);
    }
    try {
      return Costs.named(name);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
