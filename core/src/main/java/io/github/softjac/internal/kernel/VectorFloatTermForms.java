package io.github.softjac.internal.kernel;

import static io.github.softjac.internal.kernel.Species.F;
import static io.github.softjac.internal.kernel.Species.L;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;

/// [FloatTermForms] with the Vector API.
///
/// A vector may write beyond its row, where the next one is still to come, and beyond the block.
final class VectorFloatTermForms {

  private VectorFloatTermForms() {}

  /// A loop a form: vectors that one loop had from one of several branches went to the heap. All
  /// loops in one method: short ones became parts of their callers, in which the compiler gave up
  /// and vectors went to the heap again.
  static void of(
      TermForm form,
      float[] y,
      float[] z,
      int zOffset,
      double[] largest,
      double[] logLargest,
      float[] t,
      int tOffset,
      float[] u,
      float[] terms,
      float[] slopes,
      int rows,
      int classes) {
    FloatVector zero = FloatVector.zero(F);
    FloatVector one = FloatVector.broadcast(F, 1);
    FloatVector half = FloatVector.broadcast(F, 0.5f);
    FloatVector p = FloatVector.broadcast(F, form.parameter());
    TermForm.Kind kind = form.kind();
    // Without logarithms of the outputs, all rows are one long row.
    int runs = form.takesOutputLogarithms() ? rows : 1;
    int length = rows * classes / runs;
    for (int row = 0; row < runs; row++) {
      FloatVector g = FloatVector.broadcast(F, (float) largest[row]);
      FloatVector log = FloatVector.broadcast(F, (float) logLargest[row]);
      int start = row * length;
      int end = start + length;
      switch (kind) {
        case SQUARED_DIFFERENCE -> {
          for (int k = start; k < end; k += L) {
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector d = yk.sub(FloatVector.fromArray(F, t, tOffset + k));
            d.mul(d).mul(half).intoArray(terms, k);
            yk.mul(d).intoArray(slopes, k);
          }
        }
        case DIFFERENCE -> {
          for (int k = start; k < end; k += L) {
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector d = yk.sub(FloatVector.fromArray(F, t, tOffset + k));
            d.abs().mul(half).intoArray(terms, k);
            FloatVector halfSign = half.blend(half.neg(), d.compare(LT, zero));
            yk.mul(halfSign.blend(zero, d.compare(EQ, zero))).intoArray(slopes, k);
          }
        }
        case PRODUCT -> {
          for (int k = start; k < end; k += L) {
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector tk = FloatVector.fromArray(F, t, tOffset + k);
            tk.mul(one.sub(yk)).intoArray(terms, k);
            zero.sub(tk.mul(yk)).intoArray(slopes, k);
          }
        }
        case POLYNOMIAL -> {
          for (int k = start; k < end; k += L) {
            FloatVector s = FloatVector.fromArray(F, z, zOffset + k).sub(g).add(log);
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector tk = FloatVector.fromArray(F, t, tOffset + k);
            tk.mul(one.sub(yk).mul(p).sub(s)).intoArray(terms, k);
            zero.sub(tk.mul(yk.mul(p).add(one))).intoArray(slopes, k);
          }
        }
        case FOCAL -> {
          for (int k = start; k < end; k += L) {
            FloatVector s = FloatVector.fromArray(F, z, zOffset + k).sub(g).add(log);
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector tk = FloatVector.fromArray(F, t, tOffset + k);
            FloatVector rest = one.sub(yk);
            FloatVector bend = yk.mul(s);
            zero.sub(tk.mul(rest.mul(rest).mul(s))).intoArray(terms, k);
            zero.sub(tk.mul(rest.mul(rest.sub(bend.add(bend))))).intoArray(slopes, k);
          }
        }
        case TARGET_LOG_RATIO -> {
          for (int k = start; k < end; k += L) {
            FloatVector s = FloatVector.fromArray(F, z, zOffset + k).sub(g).add(log);
            FloatVector tk = FloatVector.fromArray(F, t, tOffset + k);
            tk.mul(FloatVector.fromArray(F, u, k).sub(s)).intoArray(terms, k);
            zero.sub(tk).intoArray(slopes, k);
          }
        }
        case OUTPUT_LOG_RATIO -> {
          for (int k = start; k < end; k += L) {
            FloatVector s = FloatVector.fromArray(F, z, zOffset + k).sub(g).add(log);
            FloatVector yk = FloatVector.fromArray(F, y, k);
            FloatVector d = s.sub(FloatVector.fromArray(F, u, k));
            yk.mul(d).intoArray(terms, k);
            yk.mul(d.add(one)).intoArray(slopes, k);
          }
        }
      }
    }
  }
}
