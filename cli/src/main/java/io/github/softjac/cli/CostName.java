package io.github.softjac.cli;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A cost of the catalogue by its name, for `--cost`.
final class CostName implements ITypeConverter<Cost>, Iterable<String> {

  @Override
  public Cost convert(String name) {
    if (Costs.names().contains(name)) {
      return Costs.named(name);
    }
    String nearest = Nearest.to(name, Costs.names());
    throw new TypeConversionException(
        "there is no cost \""
            + name
            + "\""
            + (nearest == null ? "" : ", did you mean " + nearest + "?")
            + (nearest == null ? ": " : " ")
            + "Allowed are "
            + String.join(", ", Costs.names()));
  }

  /// The names, for help and completion.
  @Override
  public Iterator<String> iterator() {
    return Costs.names().iterator();
  }
}
