package io.github.softjac.bench.jmh;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.bench.problem.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// A softmax output, a derivative by it, and an array for the derivative by the logits, of one
/// shape.
@State(Scope.Benchmark)
public class BackwardArrays {

  @Param({"8", "10", "16", "32", "64", "100", "128", "512", "1000", "4096", "32000", "128256"})
  int classes;

  @Param("16384")
  int elements;

  int rows;
  float[] y = {};
  float[] dy = {};
  float[] dz = {};

  @Setup
  public void allocate() {
    Shape shape = Shape.ofElements(elements, classes);
    Problem problem = Problem.random(Operation.BACKWARD, shape, 1, 1);
    rows = shape.rows();
    y = problem.y();
    dy = problem.dy();
    dz = new float[shape.elements()];
  }
}
