package io.github.softjac.bench.contestant;

import io.github.softjac.bench.problem.ElementType;
import java.lang.foreign.MemorySegment;

/// libtorch: a matrix product, and a linear layer with softmax and cross-entropy, forward and
/// backward, with all tensors allocated beforehand.
public final class LinearTorch {

  private LinearTorch() {}

  /// Its threads, from now on.
  public static void threads(int count) {
    TorchFunctions.threads(count);
  }

  /// `C = A·B`.
  public static Call product(float[] a, float[] b, int m, int k, int n) {
    TorchTensors tensors = new TorchTensors(ElementType.FLOAT);
    NativeNumbers output = tensors.zeros(m * n);
    MemorySegment left = tensors.over(tensors.copyOf(a), m, k);
    MemorySegment right = tensors.over(tensors.copyOf(b), k, n);
    MemorySegment c = tensors.over(output, m, n);
    return new TorchCall(tensors, output, null, () -> TorchFunctions.product(left, right, c));
  }

  /// `z = x Wᵀ`, the four steps of cross-entropy, and `dW = dzᵀ x`: what autograd does for
  /// `cross_entropy(linear(x), labels).backward()` without bias and without `dx`. Its output is dW.
  public static Call crossEntropy(
      float[] x, float[] w, int[] labels, int rows, int columns, int classes) {
    TorchTensors tensors = new TorchTensors(ElementType.FLOAT);
    NativeNumbers output = tensors.zeros(classes * columns);
    NativeNumbers mean = tensors.zeros(1);
    NativeNumbers features = tensors.copyOf(x);
    MemorySegment xs = tensors.over(features, rows, columns);
    MemorySegment turnedW = tensors.turnedOver(tensors.copyOf(w), classes, columns);
    NativeNumbers logits = tensors.zeros(rows * classes);
    NativeNumbers gradients = tensors.zeros(rows * classes);
    MemorySegment z = tensors.over(logits, rows, classes);
    MemorySegment logY = tensors.over(tensors.zeros(rows * classes), rows, classes);
    MemorySegment dLogY = tensors.over(tensors.zeros(rows * classes), rows, classes);
    MemorySegment dz = tensors.over(gradients, rows, classes);
    MemorySegment turnedDz = tensors.turnedOver(gradients, rows, classes);
    MemorySegment dw = tensors.over(output, classes, columns);
    MemorySegment target = tensors.of(labels);
    MemorySegment loss = tensors.over(mean);
    MemorySegment dLoss = tensors.scalar(1);
    MemorySegment totalWeight = tensors.scalar(rows);
    return new TorchCall(
        tensors,
        output,
        mean,
        () -> {
          TorchFunctions.product(xs, turnedW, z);
          TorchFunctions.logSoftmax(z, logY);
          TorchFunctions.nllLoss(logY, target, loss);
          TorchFunctions.nllLossBackward(dLoss, logY, target, totalWeight, dLogY);
          TorchFunctions.logSoftmaxBackward(tensors.type(), logY, dLogY, dz);
          TorchFunctions.product(turnedDz, xs, dw);
        });
  }
}
