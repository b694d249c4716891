package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.softmax.Softmax;

/// Ours, through the public methods on `double[]`.
public final class WideSoftjac implements Contestant {

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
    int elements = problem.shape().elements();
    double[] z = ElementType.widened(problem.z());
    return switch (problem.operation()) {
      case FORWARD ->
          new WideHeapCall(
              elements,
              output -> {
                Softmax.forward(z, output, rows, classes);
                return Double.NaN;
              });
      case BACKWARD -> {
        double[] y = ElementType.widened(problem.y());
        double[] dy = ElementType.widened(problem.dy());
        yield new WideHeapCall(
            elements,
            output -> {
              Softmax.backward(y, dy, output, rows, classes);
              return Double.NaN;
            });
      }
      case CROSS_ENTROPY -> {
        BatchCost cost = BatchCost.of(new CrossEntropy());
        int[] labels = problem.labels();
        yield new WideHeapCall(
            elements, output -> cost.gradient(z, labels, null, output, rows, classes));
      }
    };
  }
}
