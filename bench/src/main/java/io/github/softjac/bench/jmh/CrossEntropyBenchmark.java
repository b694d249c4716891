package io.github.softjac.bench.jmh;

import io.github.softjac.bench.contestant.LabelCost;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
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

/// Softmax and cross-entropy on index labels, forward and backward in one call.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CrossEntropyBenchmark {

  @Benchmark
  public double meanLogitGradient(Labelled labelled) {
    return labelled.cost.meanLogitGradient(labelled.z, labelled.dz);
  }

  /// Logits and labels of one shape.
  @State(Scope.Benchmark)
  public static class Labelled {

    @Param({"8", "10", "16", "32", "64", "100", "128", "512", "1000", "4096", "32000", "128256"})
    int classes;

    @Param("16384")
    int elements;

    float[] z = {};
    float[] dz = {};
    LabelCost cost = (_, _) -> Double.NaN;

    @Setup
    public void allocate() {
      Shape shape = Shape.ofElements(elements, classes);
      Problem problem = Problem.random(Operation.CROSS_ENTROPY, shape, 1, 1);
      z = problem.z();
      dz = new float[shape.elements()];
      cost = LabelCost.crossEntropy(problem.labels(), shape.rows(), classes);
    }
  }
}
