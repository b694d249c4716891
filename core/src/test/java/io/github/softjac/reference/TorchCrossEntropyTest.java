package io.github.softjac.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.softjac.cost.BatchCost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.cost.Reduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Cross-entropy with options beside PyTorch's, on random problems in double; made by
/// `src/test/python/torch_cross_entropy.py`, where the command for a run on 10,000 is.
///
/// Where PyTorch means something else, what it means is had from the same options: class weights on
/// the targets, `Σ_k c_k t_k (−log y_k)`, are targets `c ⊙ t`.
final class TorchCrossEntropyTest {

  private static final double TOLERANCE = 1e-13;

  /// Of spreads up to 30: some roundoffs of a logit, times the rows of a sum.
  private static final double FLOAT_TOLERANCE = 1e-5;

  private static final int NONE = 0;
  private static final int MEAN = 1;

  private static final List<Case> CASES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    String path = System.getProperty("softjac.torch.cases");
    try (CaseFile file =
        path == null
            ? CaseFile.resource("torch-cross-entropy.bin.gz")
            : new CaseFile(Files.newInputStream(Path.of(path)))) {
      int count = file.integer();
      for (int i = 0; i < count; i++) {
        CASES.add(Case.read(i, file));
      }
    }
    int same = 0;
    int onTargets = 0;
    int nothing = 0;
    for (Case one : CASES) {
      same += one.meansTheSame() && !one.allWeightsAreZero() ? 1 : 0;
      onTargets += one.meansTheSame() || one.allWeightsAreZero() ? 0 : 1;
      nothing += one.allWeightsAreZero() ? 1 : 0;
    }
    System.out.printf(
        "PyTorch: %d cases; %d mean the same, %d weigh targets, %d are a mean of weight 0%n",
        CASES.size(), same, onTargets, nothing);
  }

  @Test
  void valuesAndGradientsAreThoseOfPyTorchWhereItMeansTheSame() {
    int compared = 0;
    for (Case one : CASES) {
      if (one.meansTheSame() && !one.allWeightsAreZero()) {
        one.compare(one.ours(one.weights));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CASES.size() / 3);
  }

  /// Floats go other ways, through the kernels; their logits are those of PyTorch but for rounding.
  @Test
  void valuesAndGradientsOfFloatBatchesAreThoseOfPyTorchWhereItMeansTheSame() {
    int compared = 0;
    for (Case one : CASES) {
      if (one.meansTheSame() && !one.allWeightsAreZero()) {
        one.compare(one.inFloat(), FLOAT_TOLERANCE);
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CASES.size() / 3);
  }

  @Test
  void weightsOnTargetsAsInPyTorchAreWeightedTargets() {
    int compared = 0;
    for (Case one : CASES) {
      if (!one.meansTheSame() && !one.allWeightsAreZero()) {
        one.compare(one.onWeightedTargets());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(CASES.size() / 10);
  }

  @Test
  void aMeanOfWeightZeroIsZeroWherePyTorchHasNaN() {
    int compared = 0;
    for (Case one : CASES) {
      if (one.allWeightsAreZero()) {
        Result ours = one.ours(one.weights);
        assertThat(one.torch.values()[0]).as(one.toString()).isNaN();
        assertThat(ours.values()).as(one.toString()).containsOnly(0);
        assertThat(ours.dz()).as(one.toString()).containsOnly(0);
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Result(double[] values, double[] dz) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Case(
      int number,
      int rows,
      int classes,
      int ignored,
      double smoothing,
      int reduction,
      double[] z,
      int @Nullable [] labels,
      double @Nullable [] t,
      double @Nullable [] weights,
      Result torch) {

    static Case read(int number, CaseFile file) throws IOException {
      int rows = file.integer();
      int classes = file.integer();
      boolean labelled = file.flag();
      boolean weighted = file.flag();
      int ignored = file.integer();
      double smoothing = file.real();
      int reduction = file.character();
      double[] z = file.reals(rows * classes);
      int[] labels = labelled ? file.integers(rows) : null;
      double[] t = labelled ? null : file.reals(rows * classes);
      double[] weights = weighted ? file.reals(classes) : null;
      double[] values = file.reals(reduction == NONE ? rows : 1);
      Result torch = new Result(values, file.reals(rows * classes));
      return new Case(
          number, rows, classes, ignored, smoothing, reduction, z, labels, t, weights, torch);
    }

    /// PyTorch weighs the class of a label, as we do, but each entry of a soft or smoothed target.
    boolean meansTheSame() {
      return weights == null || (labels != null && smoothing == 0);
    }

    /// The mean of rows that weigh nothing; PyTorch divides soft targets by the rows, never by 0.
    boolean allWeightsAreZero() {
      return reduction == MEAN && labels != null && labelWeight() == 0;
    }

    /// What PyTorch divides a mean over labels by.
    double labelWeight() {
      double weight = 0;
      for (int row = 0; row < rows; row++) {
        weight += labels == null ? 1 : weight(labels[row]);
      }
      return weight;
    }

    private double weight(int label) {
      return label == ignored ? 0 : weights == null ? 1 : weights[label];
    }

    private BatchCost cost(double @Nullable [] classWeights) {
      BatchCost cost = BatchCost.of(new CrossEntropy()).labelSmoothing(smoothing);
      return classWeights == null ? cost : cost.classWeights(classWeights);
    }

    Result inFloat() {
      BatchCost cost = cost(weights).reduction(reduction == MEAN ? Reduction.MEAN : Reduction.SUM);
      float[] zFloat = narrow(z);
      float[] dzFloat = new float[z.length];
      double[] values = new double[reduction == NONE ? rows : 1];
      if (labels != null && reduction == NONE) {
        cost.ignoredLabel(ignored).gradients(zFloat, labels, null, values, dzFloat, rows, classes);
      } else if (labels != null) {
        values[0] =
            cost.ignoredLabel(ignored).gradient(zFloat, labels, null, dzFloat, rows, classes);
      } else if (t != null && reduction == NONE) {
        cost.gradients(zFloat, narrow(t), null, values, dzFloat, rows, classes);
      } else if (t != null) {
        values[0] = cost.gradient(zFloat, narrow(t), null, dzFloat, rows, classes);
      }
      double[] dz = new double[z.length];
      Arrays.setAll(dz, i -> dzFloat[i]);
      return new Result(values, dz);
    }

    private static float[] narrow(double[] values) {
      float[] narrowed = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        narrowed[i] = (float) values[i];
      }
      return narrowed;
    }

    Result ours(double @Nullable [] classWeights) {
      BatchCost cost = cost(classWeights);
      if (labels == null) {
        return evaluate(cost, null, t);
      }
      return evaluate(cost.ignoredLabel(ignored), labels, null);
    }

    /// `t_ik ← c_k t′_ik`, of no row that is ignored; the mean over what PyTorch divides by.
    Result onWeightedTargets() {
      double[] targets = new double[rows * classes];
      for (int i = 0; i < targets.length; i++) {
        int row = i / classes;
        int k = i % classes;
        double given = t != null ? t[i] : labels != null && labels[row] == k ? 1 : 0;
        boolean ignoredRow = labels != null && labels[row] == ignored;
        double smoothed =
            (1 - smoothing) * given + smoothing / classes * (t == null ? 1 : sum(row));
        targets[i] = ignoredRow || weights == null ? 0 : weights[k] * smoothed;
      }
      BatchCost cost = BatchCost.of(new CrossEntropy()).reduction(Reduction.SUM);
      double[] values = new double[rows];
      double[] dz = new double[rows * classes];
      cost.gradients(z, targets, null, values, dz, rows, classes);
      if (reduction == NONE) {
        return new Result(values, dz);
      }
      double divisor = reduction == MEAN ? labelWeight() : 1;
      for (int i = 0; i < dz.length; i++) {
        dz[i] /= divisor;
      }
      return new Result(new double[] {Arrays.stream(values).sum() / divisor}, dz);
    }

    private double sum(int row) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += t == null ? 0 : t[row * classes + k];
      }
      return sum;
    }

    private Result evaluate(BatchCost cost, int @Nullable [] given, double @Nullable [] targets) {
      double[] dz = new double[rows * classes];
      if (reduction == NONE) {
        double[] values = new double[rows];
        if (given != null) {
          cost.gradients(z, given, null, values, dz, rows, classes);
        } else if (targets != null) {
          cost.gradients(z, targets, null, values, dz, rows, classes);
        }
        return new Result(values, dz);
      }
      BatchCost reduced = cost.reduction(reduction == MEAN ? Reduction.MEAN : Reduction.SUM);
      double value = Double.NaN;
      if (given != null) {
        value = reduced.gradient(z, given, null, dz, rows, classes);
      } else if (targets != null) {
        value = reduced.gradient(z, targets, null, dz, rows, classes);
      }
      return new Result(new double[] {value}, dz);
    }

    void compare(Result ours) {
      compare(ours, TOLERANCE);
    }

    private void compare(Result ours, double tolerance) {
      assertThat(ours.values()).as(toString()).hasSameSizeAs(torch.values());
      for (int i = 0; i < ours.values().length; i++) {
        double expected = torch.values()[i];
        assertThat(ours.values()[i])
            .as("%s, value %d", this, i)
            .isEqualTo(expected, within(tolerance * (1 + Math.abs(expected))));
      }
      assertThat(ours.dz()).as(toString()).containsExactly(torch.dz(), within(8 * tolerance));
    }

    @Override
    public String toString() {
      return "case %d: %d × %d, %s%s, smoothing %s, ignored %d, reduction %d"
          .formatted(
              number,
              rows,
              classes,
              labels == null ? "targets" : "labels " + Arrays.toString(labels),
              weights == null ? "" : ", class weights " + Arrays.toString(weights),
              smoothing,
              ignored,
              reduction);
    }
  }
}
