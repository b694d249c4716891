package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_1;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_2;
import static io.github.softjac.internal.kernel.DoublePartners.PARTNER_4;
import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.D2F;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Softmax + a cost that is a sum of terms, against targets, with the Vector API: the twin of
/// [ScalarFloatTermCost], in the phases of [VectorFloatCrossEntropy]. Arguments are those of
/// [FloatLogSoftmax#costOfTerms]; memory for the terms has been made room for.
final class VectorFloatTermCost {

  /// Terms of so many elements of long rows are taken together: what is read and written for them
  /// stays in the first-level cache.
  static final int TERMS_AT_ONCE = 1024;

  private static final int LANES = FloatSoftmax.LANES;

  /// The lines of numbers of a tile.
  private static final int LINES = 6 * L;

  private static final VectorMask<Double> UPPER_4 = D.indexInRange(-4, H - 4);

  private VectorFloatTermCost() {}

  /// `tiles · L` short rows.
  static void tiles(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int firstRow,
      int tiles,
      int classes,
      Scratch scratch) {
    int rows = tiles * L;
    int first = firstRow * classes;
    if (!inTiles(
        form,
        z,
        zOffset + first,
        t,
        tOffset + first,
        shares,
        zLoss,
        firstRow,
        tiles,
        classes,
        scratch)) {
      for (int row = firstRow; row < firstRow + rows; row++) {
        scalarRow(
            form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, row, classes,
            scratch);
      }
      return;
    }
    int length = classes * L;
    for (int i = 0; i < tiles; i++) {
      backward(i, length, scratch);
      int to = dzOffset + first + i * length;
      Tiles.store(scratch.slopes, i * length, dz, to, classes, scratch.block);
    }
    System.arraycopy(scratch.losses, 0, losses, firstRow, rows);
  }

  /// Outputs, slopes and the numbers of each row.
  ///
  /// @return false if some row is not ordinary
  private static boolean inTiles(
      TermForm form,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      double[] shares,
      double zLoss,
      int firstRow,
      int tiles,
      int classes,
      Scratch scratch) {
    int rows = tiles * L;
    int length = classes * L;
    float[] tile = scratch.tile;
    float[] e = scratch.inHand;
    for (int i = 0; i < tiles; i++) {
      Tiles.load(z, zAt + i * length, classes, tile, i * length);
    }
    if (!VectorFloatTile.ranges(tile, tiles, length, scratch.numbers)) {
      return false;
    }
    System.arraycopy(tile, 0, e, 0, tiles * length);
    if (!VectorFloatLogTile.others(e, tiles, length, scratch)) {
      return false;
    }
    numbers(tiles, scratch);
    boolean scaled = isToBeScaled(form, tiles, scratch);
    if (scaled) {
      VectorFloatTile.scale(e, tiles, length, scratch.numbers);
    }
    Arrays.fill(scratch.termSums, 0, rows, 0);
    Arrays.fill(scratch.slopeSums, 0, rows, 0);
    for (int i = 0; i < tiles; i++) {
      int at = i * length;
      Tiles.load(t, tAt + at, classes, scratch.secondTile, at);
      numbersOfTile(i, scaled, scratch);
      VectorFloatTermForms.of(
          form,
          e,
          at,
          tile,
          at,
          scratch.secondTile,
          at,
          scratch.slopes,
          at,
          length,
          L,
          i * LINES,
          i * L,
          scratch);
    }
    System.arraycopy(scratch.termSums, 0, scratch.losses, 0, rows);
    System.arraycopy(scratch.slopeSums, 0, scratch.totals, 0, rows);
    System.arraycopy(shares, firstRow, scratch.shares, 0, rows);
    for (int row = 0; row < rows && zLoss > 0; row++) {
      addZLoss(scratch.numbers[row / L * RowNumbers.LENGTH + row % L], zLoss, row, row, scratch);
    }
    return factors(rows, scratch);
  }

  /// Those of [VectorFloatSoftmaxOfRows], and in `spreads` `log(1 + q) − ρ`.
  private static void numbers(int tiles, Scratch scratch) {
    VectorFloatSoftmaxOfRows.numbers(tiles, scratch);
    for (int i = 0; i < tiles * L; i += H) {
      DoubleVector log = DoubleVector.fromArray(D, scratch.logs, i);
      log.sub(DoubleVector.fromArray(D, scratch.rests, i)).intoArray(scratch.spreads, i);
    }
  }

  /// Whether outputs are needed on their own, or exponentials cannot be scaled wherever they are
  /// read. If not, the reciprocals of the sums are ready for that.
  private static boolean isToBeScaled(TermForm form, int tiles, Scratch scratch) {
    return form.takesOutputsBefore() || !RowNumbers.scaleDown(scratch.numbers, tiles);
  }

  private static void numbersOfTile(int tile, boolean scaled, Scratch scratch) {
    float[] to = scratch.termNumbers;
    int at = tile * LINES;
    int from = tile * RowNumbers.LENGTH;
    FloatVector.fromArray(F, scratch.numbers, from).intoArray(to, at);
    LogNumbers.round(scratch.logs, tile * L, to, at + L);
    LogNumbers.round(scratch.rests, tile * L, to, at + 2 * L);
    LogNumbers.round(scratch.spreads, tile * L, to, at + 5 * L);
    if (scaled) {
      FloatVector.broadcast(F, 1).intoArray(to, at + 3 * L);
      FloatVector.zero(F).intoArray(to, at + 4 * L);
    } else {
      FloatVector.fromArray(F, scratch.numbers, from + L).intoArray(to, at + 3 * L);
      FloatVector.fromArray(F, scratch.numbers, from + 2 * L).intoArray(to, at + 4 * L);
    }
  }

  private static void numbersOfRow(int row, boolean scaled, Scratch scratch) {
    float[] to = scratch.termNumbers;
    float log = ScalarFloatLogSoftmax.rounded(scratch.logs[row]);
    float rest = ScalarFloatLogSoftmax.rounded(scratch.rests[row]);
    float high = scaled ? 1 : scratch.numbers[L + row];
    float low = scaled ? 0 : scratch.numbers[2 * L + row];
    FloatVector.broadcast(F, scratch.numbers[row]).intoArray(to, 0);
    FloatVector.broadcast(F, log).intoArray(to, L);
    FloatVector.broadcast(F, rest).intoArray(to, 2 * L);
    FloatVector.broadcast(F, high).intoArray(to, 3 * L);
    FloatVector.broadcast(F, low).intoArray(to, 4 * L);
    float excess = ScalarFloatLogSoftmax.rounded(scratch.spreads[row]);
    FloatVector.broadcast(F, excess).intoArray(to, 5 * L);
  }

  /// `rows ≤ L` long rows, one row if it is longer than a chunk.
  static void rows(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int firstRow,
      int rows,
      int classes,
      Scratch scratch) {
    int first = firstRow * classes;
    if (exponentials(z, zOffset + first, rows, classes, scratch)) {
      boolean scaled = isToBeScaled(form, 1, scratch);
      if (scaled) {
        VectorFloatRows.scale(scratch.inHand, 0, rows, classes, scratch.numbers);
      }
      int most = Math.clamp(TERMS_AT_ONCE / classes, 1, L);
      for (int row = 0; row < rows; row += most) {
        int count = Math.min(most, rows - row);
        int at = first + row * classes;
        System.arraycopy(shares, firstRow + row, scratch.shares, 0, count);
        terms(form, z, zOffset + at, t, tOffset + at, zLoss, row, count, classes, scaled, scratch);
        backward(dz, dzOffset + at, row, count, classes, scaled, scratch);
        System.arraycopy(scratch.losses, 0, losses, firstRow + row, count);
      }
    } else {
      Arrays.fill(losses, firstRow, firstRow + rows, Double.NaN);
    }
    for (int row = firstRow; row < firstRow + rows; row++) {
      if (Double.isNaN(losses[row])) {
        scalarRow(
            form, z, zOffset, t, tOffset, shares, zLoss, dz, dzOffset, losses, row, classes,
            scratch);
      }
    }
  }

  /// One row in plain loops.
  static void scalarRow(
      TermForm form,
      float[] z,
      int zOffset,
      float[] t,
      int tOffset,
      double[] shares,
      double zLoss,
      float[] dz,
      int dzOffset,
      double[] losses,
      int row,
      int classes,
      Scratch scratch) {
    int at = row * classes;
    losses[row] =
        ScalarFloatTermCost.row(
            form,
            z,
            zOffset + at,
            t,
            tOffset + at,
            shares[row],
            zLoss,
            dz,
            dzOffset + at,
            classes,
            scratch);
  }

  /// Exponentials of long rows, and their numbers.
  ///
  /// @return false if some row is not ordinary
  private static boolean exponentials(float[] z, int zAt, int rows, int classes, Scratch scratch) {
    float[] e = scratch.inHand;
    if (!VectorFloatRanges.find(z, zAt, rows, classes, scratch)) {
      return false;
    }
    VectorFloatRows.sums(z, zAt, e, 0, rows, classes, scratch);
    if (!LogNumbers.others(1, scratch)) {
      return false;
    }
    if (LogNumbers.someDominated(rows, scratch.logs)) {
      VectorFloatOthers.rows(e, 0, rows, classes, scratch);
    }
    numbers(1, scratch);
    return true;
  }

  /// Slopes of some of the rows, from 0 on, and their losses and totals. A row that is not ordinary
  /// has a loss of NaN.
  private static void terms(
      TermForm form,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      double zLoss,
      int firstRow,
      int rows,
      int classes,
      boolean scaled,
      Scratch scratch) {
    Arrays.fill(scratch.termSums, 0, rows * LANES, 0);
    Arrays.fill(scratch.slopeSums, 0, rows * LANES, 0);
    for (int row = 0; row < rows; row++) {
      int at = row * classes;
      numbersOfRow(firstRow + row, scaled, scratch);
      termsOfRow(
          form,
          (firstRow + row) * classes,
          z,
          zAt + at,
          t,
          tAt + at,
          at,
          row * LANES,
          classes,
          scratch);
    }
    fold(rows, scratch.termSums, scratch.slopeSums, scratch.losses, scratch.totals);
    for (int row = 0; row < rows && zLoss > 0; row++) {
      addZLoss(scratch.numbers[firstRow + row], zLoss, firstRow + row, row, scratch);
    }
    if (!factors(rows, scratch)) {
      for (int row = 0; row < rows; row++) {
        double total = scratch.totals[row];
        if (!ScalarFloatTermCost.isFinite(scratch.losses[row], total)
            || !ScalarFloatTermCost.isOrdinary(scratch.shares[row], total)) {
          scratch.losses[row] = Double.NaN;
        }
      }
    }
  }

  /// Whole 16 classes, and then the others in a vector that is filled up with classes whose terms
  /// are 0.
  private static void termsOfRow(
      TermForm form,
      int eAt,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      int aAt,
      int sumsAt,
      int classes,
      Scratch scratch) {
    float[] e = scratch.inHand;
    float[] a = scratch.slopes;
    int tail = classes % LANES;
    int full = classes - tail;
    VectorFloatTermForms.of(form, e, eAt, z, zAt, t, tAt, a, aAt, full, LANES, 0, sumsAt, scratch);
    if (tail > 0) {
      Arrays.fill(scratch.tailExponentials, tail, LANES, 0);
      Arrays.fill(scratch.tailTargets, tail, LANES, 0);
      Arrays.fill(scratch.tail, tail, LANES, scratch.termNumbers[0]);
      System.arraycopy(e, eAt + full, scratch.tailExponentials, 0, tail);
      System.arraycopy(t, tAt + full, scratch.tailTargets, 0, tail);
      System.arraycopy(z, zAt + full, scratch.tail, 0, tail);
      VectorFloatTermForms.of(
          form,
          scratch.tailExponentials,
          0,
          scratch.tail,
          0,
          scratch.tailTargets,
          0,
          a,
          aAt + full,
          LANES,
          LANES,
          0,
          sumsAt,
          scratch);
    }
  }

  /// Folds both sums of 16 lanes of each row, in the order of [ScalarFloatBackward#fold].
  private static void fold(
      int rows, double[] termSums, double[] slopeSums, double[] losses, double[] totals) {
    if (L < LANES) {
      for (int row = 0; row < rows; row++) {
        losses[row] = ScalarFloatBackward.fold(termSums, row * LANES);
        totals[row] = ScalarFloatBackward.fold(slopeSums, row * LANES);
      }
      return;
    }
    VectorShuffle<Double> partner4 = PARTNER_4;
    VectorShuffle<Double> partner2 = PARTNER_2;
    VectorShuffle<Double> partner1 = PARTNER_1;
    VectorMask<Double> upper = UPPER_4;
    for (int row = 0; row < rows; row++) {
      int at = row * LANES;
      DoubleVector l = DoubleVector.fromArray(D, termSums, at);
      DoubleVector a = DoubleVector.fromArray(D, slopeSums, at);
      l = l.add(DoubleVector.fromArray(D, termSums, at + H));
      a = a.add(DoubleVector.fromArray(D, slopeSums, at + H));
      l = l.add(l.rearrange(partner4));
      a = a.add(a.rearrange(partner4));
      DoubleVector both = l.blend(a, upper);
      both = both.add(both.rearrange(partner2));
      both.add(both.rearrange(partner1)).intoArray(termSums, at);
      losses[row] = termSums[at];
      totals[row] = termSums[at + 4];
    }
  }

  /// `λ (log Z)²`; its derivative `2 λ log Z · y` is that of a sum of slopes which is so much less.
  private static void addZLoss(float g, double zLoss, int logAt, int row, Scratch scratch) {
    double logZ = g + scratch.logs[logAt];
    if (ScalarFloatTermCost.isFinite(scratch.losses[row], scratch.totals[row])) {
      scratch.losses[row] += zLoss * logZ * logZ;
      scratch.totals[row] -= 2 * zLoss * logZ;
    }
  }

  /// From loss, total and share of each row: the factors of its slopes and outputs in the gradient.
  ///
  /// @return whether all losses are finite, and all factors can be used in float
  private static boolean factors(int rows, Scratch scratch) {
    boolean ordinary = true;
    Arrays.fill(scratch.losses, rows, (rows + L - 1) / L * L, 0);
    Arrays.fill(scratch.totals, rows, (rows + L - 1) / L * L, 0);
    Arrays.fill(scratch.shares, rows, (rows + L - 1) / L * L, 0);
    for (int i = 0; i < rows; i += H) {
      DoubleVector loss = DoubleVector.fromArray(D, scratch.losses, i);
      DoubleVector total = DoubleVector.fromArray(D, scratch.totals, i);
      DoubleVector share = DoubleVector.fromArray(D, scratch.shares, i);
      DoubleVector ofTotal = share.mul(total);
      VectorMask<Double> usable =
          share
              .compare(GE, ScalarFloatTermCost.LEAST_SHARE)
              .and(share.compare(LE, ScalarFloatTermCost.LARGEST_SHARE))
              .or(share.compare(EQ, 0));
      ordinary &=
          loss.abs()
              .add(total.abs())
              .compare(LE, Float.MAX_VALUE)
              .and(ofTotal.abs().compare(LE, Float.MAX_VALUE))
              .and(usable)
              .allTrue();
      ofTotal.neg().intoArray(scratch.factors, i);
    }
    for (int i = 0; i < rows; i += L) {
      narrow(scratch.shares, scratch.slopeFactors, i);
      narrow(scratch.factors, scratch.outputFactors, i);
    }
    return ordinary;
  }

  private static void narrow(double[] from, float[] to, int at) {
    ((FloatVector) DoubleVector.fromArray(D, from, at).convertShape(D2F, F, 0))
        .add(DoubleVector.fromArray(D, from, at + H).convertShape(D2F, F, -1))
        .intoArray(to, at);
  }

  /// Back-propagation in a tile, in place of its slopes.
  private static void backward(int tile, int length, Scratch scratch) {
    float[] a = scratch.slopes;
    float[] e = scratch.inHand;
    int at = tile * LINES;
    FloatVector high = FloatVector.fromArray(F, scratch.termNumbers, at + 3 * L);
    FloatVector low = FloatVector.fromArray(F, scratch.termNumbers, at + 4 * L);
    FloatVector ofSlope = FloatVector.fromArray(F, scratch.slopeFactors, tile * L);
    FloatVector ofOutput = FloatVector.fromArray(F, scratch.outputFactors, tile * L);
    int end = (tile + 1) * length;
    for (int k = end - length; k < end; k += L) {
      FloatVector ek = FloatVector.fromArray(F, e, k);
      FloatVector ak = FloatVector.fromArray(F, a, k).mul(ofSlope);
      ek.fma(high, ek.mul(low)).fma(ofOutput, ak).add(0).intoArray(a, k);
    }
  }

  /// Back-propagation of some of the rows, but of those that have a loss of NaN.
  ///
  /// @param firstRow of what is in hand; slopes begin at 0
  private static void backward(
      float[] dz, int dzAt, int firstRow, int rows, int classes, boolean scaled, Scratch scratch) {
    float[] a = scratch.slopes;
    float[] e = scratch.inHand;
    int shift = firstRow * classes;
    for (int row = 0; row < rows; row++) {
      if (Double.isNaN(scratch.losses[row])) {
        continue;
      }
      float[] numbers = scratch.numbers;
      FloatVector high = FloatVector.broadcast(F, scaled ? 1 : numbers[L + firstRow + row]);
      FloatVector low = FloatVector.broadcast(F, scaled ? 0 : numbers[2 * L + firstRow + row]);
      FloatVector ofSlope = FloatVector.broadcast(F, scratch.slopeFactors[row]);
      FloatVector ofOutput = FloatVector.broadcast(F, scratch.outputFactors[row]);
      int last = (row + 1) * classes - L;
      for (int k = row * classes; k < last; k += L) {
        FloatVector ek = FloatVector.fromArray(F, e, shift + k);
        FloatVector ak = FloatVector.fromArray(F, a, k).mul(ofSlope);
        ek.fma(high, ek.mul(low)).fma(ofOutput, ak).add(0).intoArray(dz, dzAt + k);
      }
      FloatVector ek = FloatVector.fromArray(F, e, shift + last);
      FloatVector ak = FloatVector.fromArray(F, a, last).mul(ofSlope);
      ek.fma(high, ek.mul(low)).fma(ofOutput, ak).add(0).intoArray(dz, dzAt + last);
    }
  }
}
