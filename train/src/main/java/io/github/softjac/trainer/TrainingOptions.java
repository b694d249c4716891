package io.github.softjac.trainer;

import io.github.softjac.cost.Cost;
import io.github.softjac.cost.CrossEntropy;
import io.github.softjac.layer.Activation;
import io.github.softjac.linear.SparseRows;
import io.github.softjac.optimizer.Schedule;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is trained, and how: `TrainingOptions.builder().hidden(256, 128).seed(7).build()`.
///
/// @param cost the cost of a row; cross-entropy unless set
/// @param solver how the objective is minimised; [Solver#AUTO] unless set, and never `AUTO` once
///   built: the builder decides
/// @param hidden widths of the hidden layers; none unless set
/// @param layers what the hidden layers are made of
/// @param l2 `l2` in the objective `(1/Σw) Σ w_i L_i + (l2/2) ‖W‖²`; unless set [#L2_BY_ROWS]: for
///   linear networks on n dense rows `min(1e-3, 1/n)`, a prior of variance 1 on each weight of a
///   standardised column once n is above 1000; else 1e-3, which keeps the optimum finite where
///   classes can be told apart perfectly
/// @param epochs most iterations of Newton or L-BFGS (1000 unless set) or passes of mini-batches
///   over the rows; 0 trains nothing; [#EPOCHS_BY_ROWS], which is what mini-batches get unless set:
///   as many as make about 7500 batches, at least 20 and at most 200
/// @param learningRate largest step size of mini-batches; 1e-3 unless set, 0.05 for [Solver#SGD]
/// @param batchSize rows of a mini-batch; 128 unless set
/// @param steps how mini-batches go beside
/// @param seed of the initial weights and of the order of rows; 1 unless set
/// @param threads all processors unless set; the result does not depend on it, to the bit
/// @param patience with validation rows, mini-batches stop when their log-loss has not improved for
///   this many epochs; unless set 10 for a constant learning rate, and no limit for a schedule,
///   which is best at its end
/// @param control what may end training early, and where its checkpoints are
/// @param l1 `l1` in the objective's further term `l1 ‖W‖₁`, which makes weights exactly 0; linear
///   networks only; 0 unless set
/// @param selection what is chosen by rows not trained on; nothing unless set
/// @param solverReason why this solver
// Options are never compared; the array is copied in and out.
@SuppressWarnings("ArrayRecordComponent")
public record TrainingOptions(
    Cost cost,
    Solver solver,
    int[] hidden,
    HiddenLayers layers,
    double l2,
    int epochs,
    double learningRate,
    int batchSize,
    StepOptions steps,
    long seed,
    int threads,
    int patience,
    TrainingControl control,
    double l1,
    Selection selection,
    String solverReason) {

  /// Epochs that depend on the number of rows.
  public static final int EPOCHS_BY_ROWS = -1;

  /// An l2 that depends on the rows.
  public static final double L2_BY_ROWS = -1;

  private static final double LARGEST_L2_BY_ROWS = 1e-3;

  private static final long BATCHES = 7500;
  private static final int LEAST_EPOCHS = 20;
  private static final int MOST_EPOCHS = 200;

  /// Checks everything and decides what [Solver#AUTO] means here.
  ///
  /// @throws IllegalArgumentException if a number is out of its range (it is named), or if Newton
  ///   or L-BFGS is asked for with hidden layers
  public TrainingOptions {
    hidden = hidden.clone();
    for (int width : hidden) {
      require(width >= 1, "hidden", Arrays.toString(hidden), "widths of 1 or more");
    }
    require(
        (l2 >= 0 && Double.isFinite(l2)) || l2 == L2_BY_ROWS,
        "l2",
        l2,
        "a finite number, 0 or more");
    require(epochs >= EPOCHS_BY_ROWS, "epochs", epochs, "0 or more");
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "learningRate",
        learningRate,
        "a finite number above 0");
    require(batchSize >= 1, "batchSize", batchSize, "1 or more");
    require(threads >= 1, "threads", threads, "1 or more");
    require(patience >= 1, "patience", patience, "1 or more");
    require(l1 >= 0 && Double.isFinite(l1), "l1", l1, "a finite number, 0 or more");
    if (hidden.length > 0) {
      requireLinear(l1 > 0, "l1 is above 0");
      requireLinear(selection.searchL2(), "l2 is auto");
      requireLinear(selection.outOfFold(), "outOfFold is set");
    }
    if ((solver == Solver.LBFGS || solver == Solver.NEWTON) && hidden.length > 0) {
      String name = solver.name().toLowerCase(Locale.ROOT);
      throw new IllegalArgumentException(
          ("solver is %s with hidden layers %s: %s trains networks without hidden layers;"
                  + " allowed here: auto, adam, adamw, sgd")
              .formatted(name, Arrays.toString(hidden), name));
    }
    if (solver == Solver.AUTO) {
      SolverChoice choice = SolverChoice.of(hidden.length > 0, cost, l1 > 0);
      solver = choice.solver();
      solverReason = choice.reason();
    }
    boolean linearSolver = solver == Solver.NEWTON || solver == Solver.LBFGS;
    require(l1 == 0 || solver == Solver.LBFGS, "l1", l1, "0, or a solver of auto or lbfgs");
    require(
        linearSolver || !(selection.searchL2() || selection.outOfFold()),
        "solver",
        solver.name().toLowerCase(Locale.ROOT),
        "newton, lbfgs or auto, where l2 is chosen or rows are predicted out of fold");
    if (control.checkpoints() != null && !solver.byBatches()) {
      throw new IllegalArgumentException(
          "checkpoint is set with solver "
              + solver.name().toLowerCase(Locale.ROOT)
              + ": checkpoints are written by adam, adamw and sgd");
    }
  }

  private static void requireLinear(boolean set, String what) {
    if (set) {
      throw new IllegalArgumentException(
          what + " with hidden layers: allowed is a network without them");
    }
  }

  /// The epochs of a training on so many rows.
  int epochs(int rows) {
    if (epochs != EPOCHS_BY_ROWS) {
      return epochs;
    }
    long wanted = Math.ceilDiv(BATCHES * Math.min(batchSize, rows), (long) rows);
    return Math.clamp(wanted, LEAST_EPOCHS, MOST_EPOCHS);
  }

  /// These options with another l2, which has been chosen.
  TrainingOptions withL2(double l2) {
    return with(solver, l2, solverReason);
  }

  /// These options for such rows, on which the solver and l2 that were left to choose may depend.
  TrainingOptions suitedTo(Dataset training) {
    SolverChoice made = new SolverChoice(solver, solverReason);
    SolverChoice suited = made.suitedTo(training.features());
    return with(suited.solver(), l2(training), suited.reason());
  }

  private double l2(Dataset training) {
    if (l2 != L2_BY_ROWS) {
      return l2;
    }
    boolean byRows = hidden.length == 0 && !(training.features() instanceof SparseRows);
    return byRows ? Math.min(LARGEST_L2_BY_ROWS, 1.0 / training.rows()) : LARGEST_L2_BY_ROWS;
  }

  private TrainingOptions with(Solver solver, double l2, String solverReason) {
    return new TrainingOptions(
        cost,
        solver,
        hidden,
        layers,
        l2,
        epochs,
        learningRate,
        batchSize,
        steps,
        seed,
        threads,
        patience,
        control,
        l1,
        selection,
        solverReason);
  }

  private static void require(boolean allowed, String name, Object found, String what) {
    if (!allowed) {
      throw new IllegalArgumentException(name + " is " + found + ": allowed: " + what);
    }
  }

  /// Widths of the hidden layers, as a copy.
  @Override
  public int[] hidden() {
    return hidden.clone();
  }

  /// All options at their defaults.
  public static TrainingOptions defaults() {
    return builder().build();
  }

  /// A builder with all options at their defaults.
  public static Builder builder() {
    return new Builder();
  }

  /// Sets options by name; checks are made by [#build()].
  public static final class Builder {

    private static final int FULL_ITERATIONS = 1000;
    private static final int PATIENCE = 10;
    private static final double DECAY = 0.01;

    private Cost cost = new CrossEntropy();
    private Solver solver = Solver.AUTO;
    private int[] hidden = {};
    private Activation activation = Activation.RELU;
    private double dropout;
    private boolean residual;
    private boolean layerNorm;
    private double l2 = L2_BY_ROWS;
    private @Nullable Integer epochs;
    private @Nullable Double learningRate;
    private int batchSize = 128;
    private Schedule schedule = Schedule.ONE_CYCLE;
    private double clip;
    private @Nullable Double weightDecay;
    private double momentum = 0.9;
    private double ema;
    private long seed = 1;
    private int threads = Runtime.getRuntime().availableProcessors();
    private @Nullable Integer patience;
    private TrainingControl control = TrainingControl.NONE;
    private double l1;
    private Selection selection = Selection.NONE;

    private Builder() {}

    public Builder cost(Cost cost) {
      this.cost = cost;
      return this;
    }

    public Builder solver(Solver solver) {
      this.solver = solver;
      return this;
    }

    public Builder hidden(int... widths) {
      this.hidden = widths.clone();
      return this;
    }

    public Builder l2(double l2) {
      this.l2 = l2;
      return this;
    }

    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    public Builder learningRate(double learningRate) {
      this.learningRate = learningRate;
      return this;
    }

    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder threads(int threads) {
      this.threads = threads;
      return this;
    }

    public Builder patience(int patience) {
      this.patience = patience;
      return this;
    }

    public Builder l1(double l1) {
      this.l1 = l1;
      return this;
    }

    public Builder selection(Selection selection) {
      this.selection = selection;
      return this;
    }

    public Builder activation(Activation activation) {
      this.activation = activation;
      return this;
    }

    public Builder dropout(double dropout) {
      this.dropout = dropout;
      return this;
    }

    public Builder residual(boolean residual) {
      this.residual = residual;
      return this;
    }

    public Builder layerNorm(boolean layerNorm) {
      this.layerNorm = layerNorm;
      return this;
    }

    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
      return this;
    }

    public Builder clip(double clip) {
      this.clip = clip;
      return this;
    }

    public Builder weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    public Builder momentum(double momentum) {
      this.momentum = momentum;
      return this;
    }

    public Builder ema(double ema) {
      this.ema = ema;
      return this;
    }

    public Builder control(TrainingControl control) {
      this.control = control;
      return this;
    }

    /// The options, checked.
    ///
    /// @throws IllegalArgumentException see [TrainingOptions]
    public TrainingOptions build() {
      Solver chosen =
          solver == Solver.AUTO
              ? SolverChoice.of(hidden.length > 0, cost, l1 > 0).solver()
              : solver;
      boolean batches = chosen.byBatches();
      if (epochs != null) {
        require(epochs >= 0, "epochs", epochs, "0 or more");
      }
      return new TrainingOptions(
          cost,
          solver,
          hidden,
          new HiddenLayers(activation, dropout, residual, layerNorm),
          l2,
          epochs != null ? epochs : batches ? EPOCHS_BY_ROWS : FULL_ITERATIONS,
          learningRate != null ? learningRate : chosen == Solver.SGD ? 0.05 : 1e-3,
          batchSize,
          new StepOptions(
              schedule,
              clip,
              weightDecay != null ? weightDecay : chosen == Solver.ADAMW ? DECAY : 0,
              momentum,
              ema),
          seed,
          threads,
          patience != null
              ? patience
              : schedule == Schedule.CONSTANT ? PATIENCE : Integer.MAX_VALUE,
          control,
          l1,
          selection,
          "it was asked for");
    }
  }
}
