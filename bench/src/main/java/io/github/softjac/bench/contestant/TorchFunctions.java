package io.github.softjac.bench.contestant;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BOOLEAN;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import ai.djl.ndarray.NDManager;
import io.github.softjac.bench.problem.ElementType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The functions of libtorch 2.7 that write into tensors that are already there, called directly:
/// DJL's own operators allocate their result each time, which would be counted against libtorch.
///
/// A tensor is passed as `const at::Tensor&`, that is as the address of the `at::Tensor`. The
/// functions return a reference to their output, which is not asked for here. An exception in C++
/// ends the process, so shapes must be right.
// Calls into native code are what this class is for.
@SuppressWarnings("restricted")
final class TorchFunctions {

  private static final long LAST_DIMENSION = 1;
  private static final byte FLOAT = 6; // c10::ScalarType::Float
  private static final byte DOUBLE = 7; // c10::ScalarType::Double
  private static final long MEAN = 1; // at::Reduction::Mean
  private static final long IGNORE_NONE = -100;

  private static final SymbolLookup LIBTORCH = load();

  private static final MethodHandle SET_THREADS = of("_ZN2at15set_num_threadsEi", JAVA_INT);
  private static final MethodHandle CAPABILITY = of("_ZN2at18get_cpu_capabilityB5cxx11Ev", ADDRESS);
  private static final MethodHandle PRODUCT =
      of("_ZN2at4_ops6mm_out4callERKNS_6TensorES4_RS2_", ADDRESS, ADDRESS, ADDRESS);
  private static final MethodHandle SOFTMAX =
      of(
          "_ZN2at4_ops12_softmax_out4callERKNS_6TensorElbRS2_",
          ADDRESS,
          JAVA_LONG,
          JAVA_BOOLEAN,
          ADDRESS);
  private static final MethodHandle LOG_SOFTMAX =
      of(
          "_ZN2at4_ops16_log_softmax_out4callERKNS_6TensorElbRS2_",
          ADDRESS,
          JAVA_LONG,
          JAVA_BOOLEAN,
          ADDRESS);
  private static final MethodHandle SOFTMAX_BACKWARD =
      of(
          "_ZN2at4_ops26_softmax_backward_data_out4callERKNS_6TensorES4_lN3c1010ScalarTypeERS2_",
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          JAVA_BYTE,
          ADDRESS);
  private static final MethodHandle LOG_SOFTMAX_BACKWARD =
      of(
          "_ZN2at4_ops30_log_softmax_backward_data_out4callERKNS_6TensorES4_lN3c1010ScalarTypeERS2_",
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          JAVA_BYTE,
          ADDRESS);
  private static final MethodHandle NLL_LOSS =
      of(
          "_ZN2at4_ops12nll_loss_out4callERKNS_6TensorES4_RKSt8optionalIS2_ElN3c106SymIntERS2_",
          ADDRESS,
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          ADDRESS,
          ADDRESS);
  private static final MethodHandle NLL_LOSS_BACKWARD =
      of(
          "_ZN2at4_ops28nll_loss_backward_grad_input4callERKNS_6TensorES4_S4_RKSt8optionalIS2_ElN3c106SymIntES4_RS2_",
          ADDRESS,
          ADDRESS,
          ADDRESS,
          ADDRESS,
          JAVA_LONG,
          ADDRESS,
          ADDRESS,
          ADDRESS);

  /// An empty `std::optional<at::Tensor>`: no weights of the classes.
  private static final MemorySegment NO_WEIGHTS = Arena.global().allocate(16, 8);

  /// A `c10::SymInt` is passed by its address, since it is no trivial type.
  private static final MemorySegment IGNORED_LABEL =
      Arena.global().allocateFrom(JAVA_LONG, IGNORE_NONE);

  private TorchFunctions() {}

  /// `c = a b`.
  static void product(MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      PRODUCT.invokeExact(a, b, c);
    } catch (Throwable e) {
      throw failed("mm.out", e);
    }
  }

  /// `y = softmax(z)`.
  static void softmax(MemorySegment z, MemorySegment y) {
    try {
      SOFTMAX.invokeExact(z, LAST_DIMENSION, false, y);
    } catch (Throwable e) {
      throw failed("_softmax.out", e);
    }
  }

  /// `logY = log softmax(z)`.
  static void logSoftmax(MemorySegment z, MemorySegment logY) {
    try {
      LOG_SOFTMAX.invokeExact(z, LAST_DIMENSION, false, logY);
    } catch (Throwable e) {
      throw failed("_log_softmax.out", e);
    }
  }

  static void softmaxBackward(
      ElementType type, MemorySegment y, MemorySegment dy, MemorySegment dz) {
    try {
      SOFTMAX_BACKWARD.invokeExact(dy, y, LAST_DIMENSION, scalarType(type), dz);
    } catch (Throwable e) {
      throw failed("_softmax_backward_data.out", e);
    }
  }

  static void logSoftmaxBackward(
      ElementType type, MemorySegment logY, MemorySegment dLogY, MemorySegment dz) {
    try {
      LOG_SOFTMAX_BACKWARD.invokeExact(dLogY, logY, LAST_DIMENSION, scalarType(type), dz);
    } catch (Throwable e) {
      throw failed("_log_softmax_backward_data.out", e);
    }
  }

  private static byte scalarType(ElementType type) {
    return switch (type) {
      case FLOAT -> FLOAT;
      case DOUBLE -> DOUBLE;
    };
  }

  /// Mean of `−logY[row, label]`.
  static void nllLoss(MemorySegment logY, MemorySegment labels, MemorySegment loss) {
    try {
      NLL_LOSS.invokeExact(logY, labels, NO_WEIGHTS, MEAN, IGNORED_LABEL, loss);
    } catch (Throwable e) {
      throw failed("nll_loss.out", e);
    }
  }

  static void nllLossBackward(
      MemorySegment dLoss,
      MemorySegment logY,
      MemorySegment labels,
      MemorySegment totalWeight,
      MemorySegment dLogY) {
    try {
      NLL_LOSS_BACKWARD.invokeExact(
          dLoss, logY, labels, NO_WEIGHTS, MEAN, IGNORED_LABEL, totalWeight, dLogY);
    } catch (Throwable e) {
      throw failed("nll_loss_backward.grad_input", e);
    }
  }

  static void threads(int count) {
    try {
      SET_THREADS.invokeExact(count);
    } catch (Throwable e) {
      throw failed("set_num_threads", e);
    }
  }

  /// The instruction set that libtorch has chosen: `AVX512`, `AVX2` or `DEFAULT`.
  static String capability() {
    try (Arena arena = Arena.ofConfined()) {
      // A std::string is returned into 32 bytes of the caller: address, length, short text.
      MemorySegment string = arena.allocate(32, 8);
      CAPABILITY.invokeExact(string);
      long length = string.get(JAVA_LONG, 8);
      return string
          .get(ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(length + 1, JAVA_BYTE)), 0)
          .getString(0);
    } catch (Throwable e) {
      throw failed("get_cpu_capability", e);
    }
  }

  private static MethodHandle of(String symbol, MemoryLayout... parameters) {
    MemorySegment address =
        LIBTORCH
            .find(symbol)
            .orElseThrow(() ->
                new IllegalStateException(
                    "libtorch has no %s: libtorch 2.7.1 for linux-x86_64 is needed"
                        .formatted(symbol)));
    return Linker.nativeLinker().downcallHandle(address, FunctionDescriptor.ofVoid(parameters));
  }

  /// DJL unpacks and loads libtorch; the same file is then looked up again by its path.
  private static SymbolLookup load() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      manager.create(0f).close();
      for (String mapping : Files.readAllLines(Path.of("/proc/self/maps"))) {
        if (mapping.endsWith("/libtorch_cpu.so")) {
          Path library = Path.of(mapping.substring(mapping.indexOf('/')));
          return SymbolLookup.libraryLookup(library, Arena.global());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("/proc/self/maps: libtorch is looked up on Linux only", e);
    }
    throw new IllegalStateException("DJL has loaded no libtorch_cpu.so");
  }

  private static IllegalStateException failed(String function, Throwable cause) {
    return new IllegalStateException("libtorch: " + function + " could not be called", cause);
  }
}
