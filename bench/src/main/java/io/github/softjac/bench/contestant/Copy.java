package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;

/// The limit of one read and one write: `System.arraycopy` from the logits to an output.
public final class Copy implements Contestant {

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
    float[] z = problem.z();
    return new HeapCall(
        z.length,
        output -> {
          System.arraycopy(z, 0, output, 0, z.length);
          return Double.NaN;
        });
  }
}
