package dev.assay.backends.tflite;

import dev.assay.backends.emitter.Term;
import dev.assay.backends.worker.StandardError;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorflowlite.FlatBufferModel;
import org.bytedeco.tensorflowlite.Interpreter;
import org.bytedeco.tensorflowlite.InterpreterBuilder;
import org.bytedeco.tensorflowlite.OpResolver;
import org.bytedeco.tensorflowlite.TfLiteTensor;

/**
 * A model with its memory set out, ready to run.
 *
 * @param model kept, since the interpreter reads it where it lies
 */
record Session(FlatBufferModel model, OpResolver kernels, Interpreter interpreter) {
  private static final int OK = 0;

  static Session of(byte[] file, OpResolver kernels, int threads) throws LiteException {
    StandardError printed = StandardError.fromNow();
    FlatBufferModel model =
        FlatBufferModel.VerifyAndBuildFromBuffer(new BytePointer(file), file.length);
    if (model == null || model.isNull()) {
      throw new LiteException("the flat buffer does not hold: " + errors(printed));
    }
    Interpreter interpreter = new Interpreter((Pointer) null);
    InterpreterBuilder builder = new InterpreterBuilder(model, kernels);
    builder.SetNumThreads(threads);
    if (builder.apply(interpreter) != OK || interpreter.AllocateTensors() != OK) {
      throw new LiteException(errors(printed));
    }
    return new Session(model, kernels, interpreter);
  }

  /** All that native code says of why a call failed. */
  private static String errors(StandardError printed) {
    return printed.lines().stream()
        .filter(line -> line.contains("ERROR"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  void feed(int tensor, Tensor value) {
    if (value.size() > 0) {
      byte[] bytes = TensorBytes.of(value);
      interpreter.tensor(tensor).data().raw().put(bytes);
    }
  }

  void run() throws LiteException {
    StandardError printed = StandardError.fromNow();
    if (interpreter.Invoke() != OK) {
      throw new LiteException(errors(printed));
    }
  }

  /** An output, in the shape that it was given when it ran. */
  Tensor read(Term<Integer> output) {
    TfLiteTensor tensor = interpreter.tensor(output.handle());
    int[] shape = new int[tensor.dims().size()];
    Arrays.setAll(shape, a -> tensor.dims().data(a));
    if (Tensor.size(shape) == 0) {
      return Tensor.zeros(output.type(), shape);
    }
    byte[] bytes = new byte[Math.toIntExact(tensor.bytes())];
    tensor.data().raw().get(bytes);
    return TensorBytes.read(output.type(), shape, ByteBuffer.wrap(bytes));
  }
}
