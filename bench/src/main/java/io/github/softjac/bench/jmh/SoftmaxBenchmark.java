package io.github.softjac.bench.jmh;

import io.github.softjac.softmax.Softmax;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/// [Softmax] on `float[]`.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SoftmaxBenchmark {

  @Benchmark
  public float[] forward(ForwardArrays arrays) {
    Softmax.forward(arrays.z, arrays.y, arrays.rows, arrays.classes);
    return arrays.y;
  }

  @Benchmark
  public float[] backward(BackwardArrays arrays) {
    Softmax.backward(arrays.y, arrays.dy, arrays.dz, arrays.rows, arrays.classes);
    return arrays.dz;
  }
}
