package io.github.softjac.bench.jmh;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Logits, and an array for the output, of one shape.
@State(Scope.Benchmark)
public class ForwardArrays {

  @Param({"8", "10", "16", "32", "64", "100", "128", "512", "1000", "4096", "32000", "128256"})
  int classes;

  @Param("16384")
  int elements;

  int rows;
  float[] z = {};
  float[] y = {};

  @Setup
  public void allocate() {
    Shape shape = Shape.ofElements(elements, classes);
    Problem problem = Problem.random(Operation.FORWARD, shape, 1, 1);
    rows = shape.rows();
    z = problem.z();
    y = new float[shape.elements()];
  }
}
