package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import java.lang.foreign.MemorySegment;

/// libtorch, as PyTorch runs it, with outputs allocated beforehand.
public final class LibTorch implements Contestant {

  private final ElementType type;

  /// Of one type of number.
  public LibTorch(int threads, ElementType type) {
    this.type = type;
    TorchFunctions.threads(threads);
  }

  @Override
  public String name() {
    return "libtorch";
  }

  /// The instruction set that libtorch has chosen.
  public String capability() {
    return TorchFunctions.capability();
  }

  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public boolean does(Operation operation) {
    return true;
  }

  @Override
  public Call prepare(Problem problem) {
    TorchTensors tensors = new TorchTensors(type);
    return switch (problem.operation()) {
      case FORWARD -> forward(problem, tensors);
      case BACKWARD -> backward(problem, tensors);
      case CROSS_ENTROPY -> crossEntropy(problem, tensors);
    };
  }

  private static Call forward(Problem problem, TorchTensors tensors) {
    int rows = problem.shape().rows();
    int classes = problem.shape().classes();
    NativeNumbers output = tensors.zeros(problem.shape().elements());
    MemorySegment z = tensors.over(tensors.copyOf(problem.z()), rows, classes);
    MemorySegment y = tensors.over(output, rows, classes);
    return new TorchCall(tensors, output, null, () -> TorchFunctions.softmax(z, y));
  }

  private static Call backward(Problem problem, TorchTensors tensors) {
    int rows = problem.shape().rows();
    int classes = problem.shape().classes();
    NativeNumbers output = tensors.zeros(problem.shape().elements());
    MemorySegment y = tensors.over(tensors.copyOf(problem.y()), rows, classes);
    MemorySegment dy = tensors.over(tensors.copyOf(problem.dy()), rows, classes);
    MemorySegment dz = tensors.over(output, rows, classes);
    return new TorchCall(
        tensors, output, null, () -> TorchFunctions.softmaxBackward(tensors.type(), y, dy, dz));
  }

  /// The four steps of `cross_entropy(z, labels).backward()`.
  private static Call crossEntropy(Problem problem, TorchTensors tensors) {
    int rows = problem.shape().rows();
    int classes = problem.shape().classes();
    int elements = problem.shape().elements();
    NativeNumbers output = tensors.zeros(elements);
    NativeNumbers mean = tensors.zeros(1);
    MemorySegment z = tensors.over(tensors.copyOf(problem.z()), rows, classes);
    MemorySegment logY = tensors.over(tensors.zeros(elements), rows, classes);
    MemorySegment dLogY = tensors.over(tensors.zeros(elements), rows, classes);
    MemorySegment dz = tensors.over(output, rows, classes);
    MemorySegment labels = tensors.of(problem.labels());
    MemorySegment loss = tensors.over(mean);
    MemorySegment dLoss = tensors.scalar(1);
    MemorySegment totalWeight = tensors.scalar(rows);
    return new TorchCall(
        tensors,
        output,
        mean,
        () -> {
          TorchFunctions.logSoftmax(z, logY);
          TorchFunctions.nllLoss(logY, labels, loss);
          TorchFunctions.nllLossBackward(dLoss, logY, labels, totalWeight, dLogY);
          TorchFunctions.logSoftmaxBackward(tensors.type(), logY, dLogY, dz);
        });
  }
}
