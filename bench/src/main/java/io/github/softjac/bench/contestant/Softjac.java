package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.softmax.Softmax;

/// Ours, through the public methods on `float[]`.
public final class Softjac implements Contestant {

  @Override
  public String name() {
    return "Softjac";
  }

  @Override
  public Role role() {
    return Role.OURS;
  }

  @Override
  public boolean does(Operation operation) {
    return true;
  }

  @Override
  public Call prepare(Problem problem) {
    int rows = problem.shape().rows();
    int classes = problem.shape().classes();
    float[] z = problem.z();
    return switch (problem.operation()) {
      case FORWARD ->
          new HeapCall(
              z.length,
              output -> {
                Softmax.forward(z, output, rows, classes);
                return Double.NaN;
              });
      case BACKWARD -> {
        float[] y = problem.y();
        float[] dy = problem.dy();
        yield new HeapCall(
            y.length,
            output -> {
              Softmax.backward(y, dy, output, rows, classes);
              return Double.NaN;
            });
      }
      case CROSS_ENTROPY -> {
        LabelCost cost = LabelCost.crossEntropy(problem.labels(), rows, classes);
        yield new HeapCall(z.length, output -> cost.meanLogitGradient(z, output));
      }
    };
  }
}
