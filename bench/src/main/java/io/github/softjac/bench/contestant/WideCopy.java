package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;

/// [Copy] in double.
public final class WideCopy implements Contestant {

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public Role role() {
    return Role.LIMIT;
  }

  @Override
  public boolean does(Operation operation) {
    return operation != Operation.BACKWARD;
  }

  @Override
  public Call prepare(Problem problem) {
    double[] z = ElementType.widened(problem.z());
    return new WideHeapCall(
        z.length,
        output -> {
          System.arraycopy(z, 0, output, 0, z.length);
          return Double.NaN;
        });
  }
}
