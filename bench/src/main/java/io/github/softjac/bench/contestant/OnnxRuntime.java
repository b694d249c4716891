package io.github.softjac.bench.contestant;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.softjac.bench.problem.ElementType;
import io.github.softjac.bench.problem.Operation;
import io.github.softjac.bench.problem.Problem;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.Set;

/// ONNX Runtime through its Java API, on one softmax node, input and output pinned. It infers only:
/// there is no backward.
public final class OnnxRuntime implements Contestant {

  private final int threads;
  private final ElementType type;

  /// Of one type of number.
  public OnnxRuntime(int threads, ElementType type) {
    this.threads = threads;
    this.type = type;
  }

  @Override
  public String name() {
    return "ONNX Runtime";
  }

  @Override
  public Role role() {
    return Role.PEER;
  }

  @Override
  public boolean does(Operation operation) {
    return operation == Operation.FORWARD;
  }

  @Override
  public Call prepare(Problem problem) {
    try {
      return new SessionCall(problem, threads, type);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private static IllegalStateException failed(OrtException cause) {
    return new IllegalStateException("ONNX Runtime: " + cause.getMessage(), cause);
  }

  private static final class SessionCall implements Call {

    private final Arena arena = Arena.ofShared();
    private final NativeNumbers output;
    private final OnnxTensor z;
    private final OnnxTensor y;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;
    private final OrtSession session;

    SessionCall(Problem problem, int threads, ElementType type) throws OrtException {
      int rows = problem.shape().rows();
      int classes = problem.shape().classes();
      output = NativeNumbers.zeros(arena, type, problem.shape().elements());
      z = tensor(type, NativeNumbers.copyOf(arena, type, problem.z()), rows, classes);
      y = tensor(type, output, rows, classes);
      inputs = Map.of(OnnxSoftmaxModel.INPUT, z);
      outputs = Map.of(OnnxSoftmaxModel.OUTPUT, y);
      session = session(OnnxSoftmaxModel.bytes(type, rows, classes), threads);
    }

    private static OnnxTensor tensor(ElementType type, NativeNumbers numbers, long... shape)
        throws OrtException {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      return switch (type) {
        case FLOAT -> OnnxTensor.createTensor(environment, numbers.bytes().asFloatBuffer(), shape);
        case DOUBLE ->
            OnnxTensor.createTensor(environment, numbers.bytes().asDoubleBuffer(), shape);
      };
    }

    private static OrtSession session(byte[] model, int threads) throws OrtException {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        // A spinning pool would take time from the others.
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
        return OrtEnvironment.getEnvironment().createSession(model, options);
      }
    }

    @Override
    public void run() {
      try {
        session.run(inputs, Set.of(), outputs).close();
      } catch (OrtException e) {
        throw failed(e);
      }
    }

    @Override
    public void copyRow(int row, float[] into) {
      output.copyRow(row, into);
    }

    @Override
    public double loss() {
      return Double.NaN;
    }

    @Override
    public void close() {
      z.close();
      y.close();
      try {
        session.close();
      } catch (OrtException e) {
        throw failed(e);
      }
      arena.close();
    }
  }
}
