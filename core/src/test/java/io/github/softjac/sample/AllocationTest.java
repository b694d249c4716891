package io.github.softjac.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.softjac.softmax.LogSumExp;
import io.github.softjac.softmax.Mask;
import io.github.softjac.softmax.ShapedSoftmax;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Nothing is allocated after the first call, be it compiled or interpreted.
final class AllocationTest {

  private static final int CALLS = 200;

  private final float[] z = new float[480];
  private final float[] y = new float[480];
  private final float[] out = new float[480];
  private final double[] zDoubles = new double[480];
  private final double[] yDoubles = new double[480];
  private final double[] outDoubles = new double[480];
  private final int[] indices = new int[480];

  @Test
  void shapedSoftmaxAllocatesNothing() {
    boolean[] allowed = new boolean[60];
    allowed[7] = true;
    for (ShapedSoftmax shaped :
        new ShapedSoftmax[] {
          ShapedSoftmax.rows(8, 60),
          ShapedSoftmax.rows(8, 60).temperature(0.3).mask(Mask.causal(8, 9)),
          ShapedSoftmax.axis(4, 60, 2).mask(Mask.allow(allowed)),
          ShapedSoftmax.rows(6, 60, 70).mask(Mask.add(new float[60])),
          ShapedSoftmax.rows(8, 60).mask(Mask.add(new double[60])),
        }) {
      assertNoAllocation(shaped + " forward", () -> shaped.forward(z, y));
      assertNoAllocation(shaped + " forward", () -> shaped.forward(zDoubles, yDoubles));
      assertNoAllocation(shaped + " log-sum-exp", () -> shaped.forward(z, y, out));
      assertNoAllocation(
          shaped + " log-sum-exp", () -> shaped.forward(zDoubles, yDoubles, outDoubles));
      assertNoAllocation(shaped + " backward", () -> shaped.backward(y, z, out));
      assertNoAllocation(
          shaped + " backward", () -> shaped.backward(yDoubles, zDoubles, outDoubles));
      assertNoAllocation(shaped + " log", () -> shaped.logForward(z, out));
      assertNoAllocation(shaped + " log backward", () -> shaped.logBackward(y, z, out));
    }
  }

  @Test
  void logSumExpAllocatesNothing() {
    assertNoAllocation("float", () -> LogSumExp.forward(z, out, 8, 60));
    assertNoAllocation("double", () -> LogSumExp.forward(zDoubles, outDoubles, 8, 60));
  }

  @Test
  void samplingAllocatesNothing() {
    SplittableRandom random = new SplittableRandom(1);
    for (Sampler sampler :
        new Sampler[] {
          Sampler.create(),
          Sampler.create().temperature(0),
          Sampler.create().temperature(0.8).topK(20).topP(0.9)
        }) {
      assertNoAllocation(sampler + ", float", () -> sampler.sample(z, random));
      assertNoAllocation(sampler + ", seed", () -> sampler.sample(z, 5));
      assertNoAllocation(sampler + ", double", () -> sampler.sample(zDoubles, random));
      assertNoAllocation(sampler + ", batch", () -> sampler.sample(z, indices, 8, 60, random));
      assertNoAllocation(
          sampler + ", probabilities", () -> sampler.probabilities(zDoubles, outDoubles));
    }
    assertNoAllocation("Gumbel-max", () -> GumbelMax.sample(z, random));
    assertNoAllocation("Gumbel-max, seed", () -> GumbelMax.sample(zDoubles, 5));
  }

  @Test
  void gumbelSoftmaxAllocatesNothing() {
    GumbelSoftmax relaxed = GumbelSoftmax.of(0.5);
    assertNoAllocation("forward", () -> relaxed.forward(z, y, 8, 60, 3));
    assertNoAllocation("straight-through", () -> relaxed.forward(z, y, out, 8, 60, 3));
    assertNoAllocation("double", () -> relaxed.forward(zDoubles, yDoubles, 8, 60, 3));
    assertNoAllocation("backward", () -> relaxed.backward(y, z, out, 8, 60));
  }

  private static void assertNoAllocation(String what, Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    call.run();
    threads.getCurrentThreadAllocatedBytes();
    // A compiler that swaps code may charge the thread once; a call that allocates always does.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 3; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).as(what).isZero();
  }
}
