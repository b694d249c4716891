package io.github.softjac.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.SquaredError;
import io.github.softjac.internal.parallel.Workers;
import io.github.softjac.optimizer.Preconditioner;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureModelTest {

  private static final double L2 = 0.01;

  private final Dataset data = RandomData.weighted(RandomData.clouds(60, 5, 3, 1), 2);

  private static double[] random(int size, long seed) {
    return new SplittableRandom(seed).doubles(size, -1, 1).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /// Two classes: the Hessian is one block twice, with opposite signs off the diagonal. On what
  /// sums to 0 over the classes it is twice the block (the penalty once), so `M⁻¹ H` is near 2
  /// there.
  @Test
  void blocksInvertTheHessianOfTwoClassesUpToTheirCoupling() {
    Dataset two = RandomData.clouds(50, 4, 2, 3);
    try (Workers workers = new Workers(2)) {
      LinearObjective objective = new LinearObjective(two, new CrossEntropy(), 0, workers);
      double[] w = random(objective.size(), 4);
      double[] half = random(5, 5);
      double[] v = new double[10];
      for (int j = 0; j < 4; j++) {
        v[j] = half[j];
        v[4 + j] = -half[j];
      }
      v[8] = half[4];
      v[9] = -half[4];
      double[] hv = new double[10];
      objective.hessianProduct(w, v, hv);
      // 50 rows are more than 4 · 5: the sample has to be told to take all.
      CurvatureSample all = new CurvatureSample(two, new CrossEntropy(), 50, workers);
      double[] back = new double[10];
      ClassBlocks.at(w, two, all, 0, workers).solve(hv, back);
      for (int i = 0; i < 10; i++) {
        assertThat(back[i]).isCloseTo(2 * v[i], within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void preconditionerIsSymmetricAndPositiveForAnyCost(boolean blocks) {
    for (Cost cost : new Cost[] {new CrossEntropy(), new SquaredError(), new QuarticCost()}) {
      try (Workers workers = new Workers(2)) {
        CurvatureSample sample = new CurvatureSample(data, cost, 40, workers);
        double[] w = random(18, 6);
        Preconditioner inverse =
            blocks
                ? ClassBlocks.at(w, data, sample, L2, workers)
                : DiagonalCurvature.at(w, data, sample, L2);
        double[] a = random(18, 7);
        double[] b = random(18, 8);
        double[] inverseA = new double[18];
        double[] inverseB = new double[18];
        inverse.solve(a, inverseA);
        inverse.solve(b, inverseB);
        assertThat(dot(a, inverseB)).isCloseTo(dot(b, inverseA), within(1e-9));
        assertThat(dot(a, inverseA)).isPositive();
      }
    }
  }

  @Test
  void diagonalIsThatOfTheHessian() {
    for (Dataset table : new Dataset[] {data, RandomData.sparse(data)}) {
      try (Workers workers = new Workers(2)) {
        LinearObjective objective = new LinearObjective(table, new CrossEntropy(), L2, workers);
        double[] w = random(18, 9);
        CurvatureSample all = new CurvatureSample(table, new CrossEntropy(), 60, workers);
        double[] diagonal = DiagonalCurvature.at(w, table, all, L2).diagonal();
        double[] product = new double[18];
        for (int i = 0; i < 18; i++) {
          double[] unit = new double[18];
          unit[i] = 1;
          objective.hessianProduct(w, unit, product);
          assertThat(diagonal[i]).isCloseTo(product[i], within(1e-6));
        }
      }
    }
  }
}
