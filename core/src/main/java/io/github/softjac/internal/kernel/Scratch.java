package io.github.softjac.internal.kernel;

/// Memory of one thread for the sums of the row in hand, so that no kernel allocates.
final class Scratch {

  /// Rows in hand at once: up to 8 tiles of 16.
  private static final int ROWS = 8 * 16;

  /// Ranked classes against targets are turned if they are no more than that: a block has 16 such
  /// rows.
  static final int RANKED_CLASSES = 1024;

  /// Where the zeros begin behind the sums of rows.
  static final int LINE_OF_ZEROS = 16 * 16;

  private static final ThreadLocal<Scratch> OF_THREAD = ThreadLocal.withInitial(Scratch::new);

  /// The last logits of a row and their targets, filled up to 16 lanes.
  final float[] tail = new float[16];

  final float[] tailTargets = new float[16];

  /// The last logits of long rows, a line of 16 lanes a row, and later their exponentials.
  final float[] tails = new float[16 * 16];

  /// What goes with them in an expectation, likewise.
  final float[] tailCosts = new float[16 * 16];

  /// The last classes of a row on 64 lanes.
  final float[] restY = new float[FloatBackward.DOT_LANES];

  final float[] restDy = new float[FloatBackward.DOT_LANES];

  /// Short rows turned so that a vector holds one class of many rows. Turning reads a whole block
  /// of 16 lines where a tile has fewer.
  final float[] tile = new float[16 * (64 + 16)];

  /// Blocks of 16 × 16 on their way to be turned, and turned.
  final float[] block = new float[16 * 16];

  /// Exponentials that are not to be kept: those of the rows in hand, or of a chunk of one.
  final float[] exponentials = new float[FloatSoftmax.CHUNK];

  /// A second tile for what is not to be kept in the first: exponentials or targets.
  final float[] secondTile = new float[16 * (64 + 16)];

  final float[] turned = new float[16 * 16];

  /// The sums of long rows by lane, in two parts; a line of 16 lanes a row, and one of zeros, which
  /// is what sums begin with.
  final float[] sumsA = new float[17 * 16];

  final float[] sumsB = new float[17 * 16];

  /// The sums of squares or of other products of the exponentials, likewise.
  final float[] productsA = new float[17 * 16];

  final float[] productsB = new float[17 * 16];

  /// Sums of 16 lanes in double; those of the targets beside them.
  final double[] lanes = new double[16];

  final double[] targetLanes = new double[16];

  /// Sums of 16 lanes in double, a line a row.
  final double[] sumLines = new double[16 * 16];

  /// Sums of 8 lanes in double, a line a row.
  final double[] rowLanes = new double[16 * 8];

  final double[] rowTargetLanes = new double[16 * 8];

  /// The sums of the rows in hand.
  final double[] sums = new double[ROWS];

  /// Further numbers of the rows in hand.
  final float[] numbers = new float[4 * ROWS];

  /// Of each row in hand: the exponential of its largest logit.
  final double[] largest = new double[ROWS];

  /// 2⁶⁴ over the sum of each row, or a multiple of it.
  final double[] reciprocals = new double[ROWS];

  /// q of each row, later log(1 + q).
  final double[] logs = new double[ROWS];

  /// Of each row in hand: its weight, that over the weight of all rows, the sum of its targets,
  /// `Σ_k t_k (g − z_k)`, and the loss.
  final double[] weights = new double[ROWS];

  final double[] shares = new double[ROWS];
  final double[] targets = new double[ROWS];
  final double[] gaps = new double[ROWS];
  final double[] losses = new double[ROWS];

  /// Of each row in hand: where its label is, the logit there, and what the gradient there is
  /// multiplied by and what is then taken off it.
  final int[] labelsAt = new int[ROWS];

  final float[] labelLogits = new float[ROWS];
  final float[] labelFactors = new float[ROWS];
  final float[] labelSubtrahends = new float[ROWS];

  /// Of each row in hand, for a cost of the label: log y_label, y_label, 1 − y_label, and the
  /// factor of the gradient.
  final double[] logOutputs = new double[ROWS];

  final double[] outputs = new double[ROWS];
  final double[] rests = new double[ROWS];
  final double[] factors = new double[ROWS];

  /// Of each row in hand, for the options of a cost: g, `Σ_k (g − z_k)`, and what is taken off each
  /// gradient.
  final double[] maxima = new double[ROWS];

  final double[] spreads = new double[ROWS];
  final float[] floors = new float[ROWS];

  /// Of each row in hand: the sum of the squares of its exponentials, or of their products with the
  /// numbers of an expectation.
  final double[] products = new double[ROWS];

  /// Of each row in hand, for a cost of the squares: the sums of squares without the label and
  /// without the largest, γ, `share·α / Z²` and what goes with it, and where the largest output is
  /// that has a gradient of its own, and that.
  final double[] squares = new double[ROWS];

  final double[] otherSquares = new double[ROWS];
  final double[] gammas = new double[ROWS];
  final double[] alphasInDouble = new double[ROWS];
  final double[] betasInDouble = new double[ROWS];
  final float[] alphas = new float[ROWS];
  final float[] betas = new float[ROWS];
  final float[] slopesOfLargest = new float[ROWS];
  final int[] largestAt = new int[ROWS];

  /// Of each row in hand, for ranked classes: the class of the label, 1 over the unit of its sums
  /// and that unit, the sum of all exponentials but the label's, and the area before the label.
  final float[] labelClasses = new float[ROWS];

  final float[] units = new float[ROWS];
  final double[] unitsInDouble = new double[ROWS];
  final double[] spans = new double[ROWS];
  final double[] areas = new double[ROWS];

  /// Long rows of ranked classes turned as in `tile`, the areas within each group of classes, and
  /// those before each group; a line of 16 lanes a class, or a group.
  float[] rankedTile = {};

  float[] rankedAreas = {};
  double[] rankedStarts = new double[ROWS];

  /// Of each row in hand, for an expectation: where its numbers begin, what they are counted from,
  /// and their mean by the outputs.
  final int[] costsAt = new int[ROWS];

  final float[] bases = new float[ROWS];
  final double[] expected = new double[ROWS];

  /// The numbers of 16 short rows.
  final float[] rowCosts = new float[16 * (64 + 16)];

  /// Logits that are needed again where the exponentials are written over them.
  private float[] kept = {};

  /// Of sparsemax: the logits of short rows turned as in `tile` and counted from the largest, and
  /// of each row in hand the threshold so far and how many classes are above the one before.
  final double[] tileLogits = new double[16 * 64];

  final double[] thresholds = new double[ROWS];
  final double[] counts = new double[ROWS];

  /// The classes of long rows that may be in the support, turned likewise.
  final int[] candidates = new int[16 * 64];

  /// The classes of a row that may be in the support of sparsemax, and their logits.
  int[] support = {};

  double[] supportLogits = {};

  /// Outputs and targets of ranked classes, turned as in `tile`.
  float[] rankedOutputs = {};

  float[] rankedTargets = {};

  /// Of a cost that is a sum of terms: exponentials or outputs of the rows in hand, or turned as in
  /// `tile`, their slopes, and what the terms take beside; the outputs of the scalar twin.
  float[] inHand = {};

  float[] slopes = {};
  float[] termsU = {};
  float[] termsV = {};
  float[] termsW = {};
  float[] rowOutputs = {};

  /// For each tile of rows, or for the one row in hand on each lane: lines of g, of log(1 + q), of
  /// `ρ = 1 − y` of the largest output, of both parts of what gives y from what is in hand, and of
  /// `log(1 + q) − ρ`.
  final float[] termNumbers = new float[6 * ROWS];

  /// The last classes of a row, filled up to 16 lanes, that are not in `tail` and `tailTargets`.
  final float[] tailExponentials = new float[16];

  /// The sums of terms, and of slopes, of each row of tiles, or of each lane of long rows.
  final double[] termSums = new double[16 * 16];

  final double[] slopeSums = new double[16 * 16];

  /// The sum of slopes of each row in hand, and the factors of slopes and outputs in its gradient.
  final double[] totals = new double[ROWS];

  final float[] slopeFactors = new float[ROWS];
  final float[] outputFactors = new float[ROWS];

  /// Constants of the exponential. The compiler knows the elements of no array, so that it keeps
  /// vectors of them in registers instead of making them anew in each iteration.
  final float[] expConstants = FloatExp.constants();

  final int[] expTable = FloatExp.scaledTable();

  /// Exponentials of the scalar twin.
  final ScalarFloatBlock exponentialBlock = new ScalarFloatBlock();

  private Scratch() {}

  /// Makes room for the support of a row, and one more.
  void growSupport(int classes) {
    if (supportLogits.length < classes) {
      support = new int[classes + 1];
      supportLogits = new double[classes];
    }
  }

  /// Makes room for a tile of ranked classes.
  void growRanked(int classes) {
    int length = 16 * (classes + 16);
    if (rankedTile.length < length) {
      rankedTile = new float[length];
      rankedAreas = new float[length];
      rankedStarts = new double[Math.max(ROWS, length / ScalarFloatRankedLabels.GROUP)];
    }
  }

  /// Makes room for a tile of ranked classes and one of their targets.
  void growRankedTargets(int classes) {
    int length = 16 * (classes + 16);
    if (rankedOutputs.length < length) {
      rankedOutputs = new float[length];
      rankedTargets = new float[length];
    }
  }

  /// Makes room for the terms of rows: outputs of a group of rows, all else of a part of it.
  void growTerms(int classes) {
    int length = Math.max(VectorFloatTermCost.TERMS_AT_ONCE, classes) + 16;
    if (rowOutputs.length < length) {
      inHand = new float[Math.max(VectorFloatLogSoftmax.ELEMENTS_AT_ONCE, classes) + 16];
      slopes = new float[length];
      termsU = new float[length];
      termsV = new float[length];
      termsW = new float[length];
      rowOutputs = new float[length];
    }
  }

  /// Room for so many logits, and for a vector more.
  float[] kept(int length) {
    if (kept.length < length + 16) {
      kept = new float[length + 16];
    }
    return kept;
  }

  static Scratch ofThread() {
    return OF_THREAD.get();
  }
}
