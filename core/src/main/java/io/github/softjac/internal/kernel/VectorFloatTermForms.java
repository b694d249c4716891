package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.D;
import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.H;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.F2D;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// [TermForm] with the Vector API: of a tile, whose lines are the classes of L rows, or of a long
/// row, whose lines are 16 of its classes.
final class VectorFloatTermForms {

  private static final int TOGETHER = ScalarFloatTermCost.TOGETHER;

  private VectorFloatTermForms() {}

  /// Slopes of `length` elements, whole lines, and what they and the terms add to the sums of each
  /// lane.
  ///
  /// @param e the exponentials, which the loops scale; outputs where the form takes them before
  /// @param line L for a tile, 16 for a row
  /// @param numbersAt where the lines of [Scratch#termNumbers] begin
  /// @param sumsAt where in the sums of terms and of slopes
  static void of(
      TermForm form,
      float[] e,
      int eAt,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      float[] a,
      int aAt,
      int length,
      int line,
      int numbersAt,
      int sumsAt,
      Scratch scratch) {
    float[] u = scratch.termsU;
    float[] v = scratch.termsV;
    float[] numbers = scratch.termNumbers;
    functions(form, e, eAt, z, zAt, t, tAt, u, v, scratch.termsW, length, numbers, numbersAt);
    for (int lane = 0; lane < line; lane += L) {
      add(
          form,
          e,
          eAt,
          z,
          zAt,
          t,
          tAt,
          u,
          v,
          scratch.termsW,
          a,
          aAt,
          lane,
          length,
          line,
          numbers,
          numbersAt,
          scratch.termSums,
          scratch.slopeSums,
          sumsAt + lane);
    }
  }

  /// The functions u and v that the form takes.
  private static void functions(
      TermForm form,
      float[] y,
      int yAt,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      float[] u,
      float[] v,
      float[] w,
      int length,
      float[] numbers,
      int numbersAt) {
    switch (form.kind()) {
      case FOCAL_POWER -> {
        rests(y, yAt, numbers, numbersAt + 2 * L, u, length);
        VectorFloatFunctions.logs(u, 0, Float.MIN_NORMAL, u, length);
        VectorFloatFunctions.multiply(u, 0, u, 0, length, form.parameter(), 0);
        VectorFloatFunctions.exponentials(u, v, length);
      }
      case POWER -> {
        logOutputs(z, zAt, numbers, numbersAt, form.parameter(), u, length);
        VectorFloatFunctions.exponentials(u, v, length);
      }
      case TARGET_LOG_RATIO, OUTPUT_LOG_RATIO ->
          VectorFloatFunctions.logs(t, tAt, form.parameter(), u, length);
      case DIVERGENCE ->
          VectorFloatDivergence.logs(y, yAt, numbers, numbersAt + 2 * L, t, tAt, u, v, w, length);
      case SQUARED_DIFFERENCE, DIFFERENCE, PRODUCT, POLYNOMIAL, FOCAL -> {
        // They take neither.
      }
    }
  }

  /// `1 − y`.
  private static void rests(
      float[] y, int yAt, float[] numbers, int numbersAt, float[] u, int length) {
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector rest = FloatVector.fromArray(F, numbers, numbersAt);
    for (int i = 0; i < length; i += L) {
      FloatVector yi = FloatVector.fromArray(F, y, yAt + i);
      one.sub(yi).blend(rest, yi.compare(GT, half)).intoArray(u, i);
    }
  }

  /// `factor log y`.
  private static void logOutputs(
      float[] z, int zAt, float[] numbers, int numbersAt, float factor, float[] u, int length) {
    FloatVector g = FloatVector.fromArray(F, numbers, numbersAt);
    FloatVector log = FloatVector.fromArray(F, numbers, numbersAt + L);
    FloatVector factors = FloatVector.broadcast(F, factor);
    for (int i = 0; i < length; i += L) {
      FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log).mul(factors).intoArray(u, i);
    }
  }

  /// A loop a form: vectors that one loop had from one of several branches went to the heap. All
  /// loops in one method: short ones became parts of their callers, in which the compiler gave up
  /// and vectors went to the heap again.
  private static void add(
      TermForm form,
      float[] e,
      int eAt,
      float[] z,
      int zAt,
      float[] t,
      int tAt,
      float[] u,
      float[] v,
      float[] w,
      float[] a,
      int aAt,
      int from,
      int length,
      int line,
      float[] numbers,
      int numbersAt,
      double[] termSums,
      double[] slopeSums,
      int sumsAt) {
    FloatVector zero = FloatVector.zero(F);
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector p = FloatVector.broadcast(F, form.parameter());
    FloatVector g = FloatVector.fromArray(F, numbers, numbersAt);
    FloatVector log = FloatVector.fromArray(F, numbers, numbersAt + L);
    FloatVector ofLargest = FloatVector.fromArray(F, numbers, numbersAt + 2 * L);
    FloatVector high = FloatVector.fromArray(F, numbers, numbersAt + 3 * L);
    FloatVector low = FloatVector.fromArray(F, numbers, numbersAt + 4 * L);
    DoubleVector terms0 = DoubleVector.fromArray(D, termSums, sumsAt);
    DoubleVector terms1 = DoubleVector.fromArray(D, termSums, sumsAt + H);
    DoubleVector slopes0 = DoubleVector.fromArray(D, slopeSums, sumsAt);
    DoubleVector slopes1 = DoubleVector.fromArray(D, slopeSums, sumsAt + H);
    int step = TOGETHER * line;
    switch (form.kind()) {
      case SQUARED_DIFFERENCE -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector d = yi.sub(ti).blend(one.sub(ti).sub(ofLargest), yi.compare(GT, half));
            FloatVector ai = yi.mul(d);
            ai.intoArray(a, aAt + i);
            term = term.add(d.mul(d).mul(half));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case DIFFERENCE -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector d = yi.sub(ti).blend(one.sub(ti).sub(ofLargest), yi.compare(GT, half));
            FloatVector halfSign = half.blend(half.neg(), d.compare(LT, zero));
            FloatVector ai = yi.mul(halfSign.blend(zero, d.compare(EQ, zero)));
            ai.intoArray(a, aAt + i);
            term = term.add(d.abs().mul(half));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case PRODUCT -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector rest = one.sub(yi).blend(ofLargest, yi.compare(GT, half));
            FloatVector ai = zero.sub(ti.mul(yi));
            ai.intoArray(a, aAt + i);
            term = term.add(ti.mul(rest));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case POLYNOMIAL -> {
        FloatVector excess = FloatVector.fromArray(F, numbers, numbersAt + 5 * L);
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector s = FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log);
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            VectorMask<Float> isLarge = yi.compare(GT, half);
            FloatVector rest = one.sub(yi).blend(ofLargest, isLarge);
            FloatVector more = s.neg().sub(rest).blend(excess, isLarge);
            FloatVector ai = zero.sub(ti.mul(yi.mul(p).add(rest)));
            ai.intoArray(a, aAt + i);
            term = term.add(ti.mul(rest.mul(p).add(more)));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case FOCAL -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector s = FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log);
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector rest = one.sub(yi).blend(ofLargest, yi.compare(GT, half));
            FloatVector bend = yi.mul(s);
            FloatVector ai = zero.sub(ti.mul(rest.mul(rest.sub(bend.add(bend)))));
            ai.intoArray(a, aAt + i);
            term = term.add(zero.sub(ti.mul(rest.mul(rest).mul(s))));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case FOCAL_POWER -> {
        FloatVector least = FloatVector.broadcast(F, Float.MIN_NORMAL);
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector s = FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log);
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector ui = FloatVector.fromArray(F, u, i);
            FloatVector rest = one.sub(yi).blend(ofLargest, yi.compare(GT, half));
            rest = rest.blend(least, rest.compare(LT, least));
            FloatVector ai = zero.sub(ti.mul(ui.mul(one.sub(yi.mul(s).mul(p).div(rest)))));
            ai.intoArray(a, aAt + i);
            term = term.add(zero.sub(ti.mul(ui.mul(s))));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case POWER -> {
        FloatVector over = one.div(p);
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector ai = zero.sub(ti.mul(FloatVector.fromArray(F, u, i)));
            ai.intoArray(a, aAt + i);
            term = term.add(zero.sub(ti.mul(FloatVector.fromArray(F, v, i).mul(over))));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case TARGET_LOG_RATIO -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector s = FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log);
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector ai = zero.sub(ti);
            ai.intoArray(a, aAt + i);
            term = term.add(ti.mul(FloatVector.fromArray(F, u, i).sub(s)));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case OUTPUT_LOG_RATIO -> {
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector s = FloatVector.fromArray(F, z, zAt + i).sub(g).sub(log);
            FloatVector ei = FloatVector.fromArray(F, e, eAt + i);
            FloatVector yi = ei.fma(high, ei.mul(low));
            FloatVector d = s.sub(FloatVector.fromArray(F, u, i));
            FloatVector ai = yi.mul(d.add(one));
            ai.intoArray(a, aAt + i);
            term = term.add(yi.mul(d));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
      case DIVERGENCE -> {
        FloatVector quarter = FloatVector.broadcast(F, 0.25f);
        FloatVector bound = FloatVector.broadcast(F, FloatDivergence.NEAR);
        FloatVector c1 = FloatVector.broadcast(F, FloatDivergence.C_1);
        FloatVector c2 = FloatVector.broadcast(F, FloatDivergence.C_2);
        FloatVector c3 = FloatVector.broadcast(F, FloatDivergence.C_3);
        FloatVector c4 = FloatVector.broadcast(F, FloatDivergence.C_4);
        FloatVector c5 = FloatVector.broadcast(F, FloatDivergence.C_5);
        for (int k = from; k < length; k += step) {
          FloatVector term = zero;
          FloatVector slope = zero;
          int end = Math.min(k + step, length);
          for (int i = k; i < end; i += line) {
            FloatVector yi = FloatVector.fromArray(F, e, eAt + i);
            FloatVector ti = FloatVector.fromArray(F, t, tAt + i);
            FloatVector ofOutput = FloatVector.fromArray(F, u, i);
            FloatVector d = FloatVector.fromArray(F, w, i);
            FloatVector d2 = d.mul(d);
            FloatVector series = d2.fma(c5, c4);
            series = d2.fma(series, c3);
            series = d2.fma(series, c2);
            series = d2.fma(series, c1);
            FloatVector near = yi.add(ti).mul(quarter).mul(d2.mul(d2).fma(series, d2));
            FloatVector far = ti.fma(FloatVector.fromArray(F, v, i), yi.mul(ofOutput));
            FloatVector ai = yi.mul(half).mul(ofOutput);
            ai.intoArray(a, aAt + i);
            term = term.add(far.mul(half).blend(near, d2.compare(LT, bound)));
            slope = slope.add(ai);
          }
          terms0 = terms0.add(term.convertShape(F2D, D, 0));
          terms1 = terms1.add(term.convertShape(F2D, D, 1));
          slopes0 = slopes0.add(slope.convertShape(F2D, D, 0));
          slopes1 = slopes1.add(slope.convertShape(F2D, D, 1));
        }
      }
    }
    terms0.intoArray(termSums, sumsAt);
    terms1.intoArray(termSums, sumsAt + H);
    slopes0.intoArray(slopeSums, sumsAt);
    slopes1.intoArray(slopeSums, sumsAt + H);
  }
}
