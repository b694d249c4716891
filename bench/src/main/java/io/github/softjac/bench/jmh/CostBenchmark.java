package io.github.softjac.bench.jmh;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import io.github.softjac.cost.Cost;
import io.github.softjac.cost.Costs;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Softmax and any cost of the catalogue on targets `[rows × classes]`, forward and backward in one
/// call: what another cost takes beside cross-entropy.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CostBenchmark {

  @Benchmark
  public double meanLogitGradient(Batch batch) {
    return batch.cost.meanLogitGradient(
        batch.z, batch.t, null, batch.dz, batch.rows, batch.classes);
  }

  /// Logits and one-hot targets of one shape.
  @State(Scope.Benchmark)
  public static class Batch {

    @Param({"cross-entropy", "squared-error"})
    String costName = "";

    @Param({"10", "128", "1000", "32000"})
    int classes;

    @Param("16384")
    int elements;

    int rows;
    float[] z = {};
    float[] t = {};
    float[] dz = {};
    Cost cost = Costs.named("cross-entropy");

    @Setup
    public void allocate() {
      Shape shape = Shape.ofElements(elements, classes);
      Problem problem = Problem.random(Operation.CROSS_ENTROPY, shape, 1, 1);
      cost = Costs.named(costName);
      rows = shape.rows();
      z = problem.z();
      dz = new float[shape.elements()];
      t = new float[shape.elements()];
      for (int row = 0; row < rows; row++) {
        t[row * classes + problem.labels()[row]] = 1;
      }
    }
  }
}
