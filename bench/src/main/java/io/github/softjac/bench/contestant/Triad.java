package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;

/// The limit of two reads and one write: `a[i] = b[i] + s * c[i]`, as in the STREAM benchmark.
public final class Triad implements Contestant {

  @Override
  public String name() {
    return "triad";
  }

  @Override
  public Role role() {
    return Role.LIMIT;
  }

  @Override
  public boolean does(Operation operation) {
    return operation == Operation.BACKWARD;
  }

  @Override
  public Call prepare(Problem problem) {
    float[] b = problem.y();
    float[] c = problem.dy();
    return new HeapCall(
        b.length,
        output -> {
          triad(output, b, c, 0.5f);
          return Double.NaN;
        });
  }

  private static void triad(float[] a, float[] b, float[] c, float s) {
    for (int i = 0; i < a.length; i++) {
      a[i] = b[i] + s * c[i];
    }
  }
}
