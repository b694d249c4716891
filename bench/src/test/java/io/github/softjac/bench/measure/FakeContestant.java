package io.github.softjac.bench.measure;

import io.github.softjac.bench.contestant.Call;
import io.github.softjac.bench.contestant.Contestant;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import java.util.List;

/// A contestant whose output is given, and whose calls are written down.
record FakeContestant(String name, Role role, List<Float> output, double loss, List<String> calls)
    implements Contestant {

  @Override
  public boolean does(Operation operation) {
    return true;
  }

  @Override
  public Call prepare(Problem problem) {
    return new Call() {
      @Override
      public void run() {
        calls.add(name);
      }

      @Override
      public void copyRow(int row, float[] into) {
        for (int k = 0; k < into.length; k++) {
          into[k] = output.get(row * into.length + k);
        }
      }

      @Override
      public double loss() {
        return loss;
      }

      @Override
      public void close() {}
    };
  }
}
