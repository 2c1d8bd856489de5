package dev.assay.backends.openvino;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.assay.backends.foreign.ForeignCalls;
import dev.assay.backends.foreign.ForeignException;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tensors into OpenVINO's own and back.
 *
 * <p>Its numbers of element types differ between releases; so it is asked for them, by models whose
 * input has each type.
 */
final class OpenVinoTensors {
  /** The status of a call that the C interface itself refuses. */
  static final int INVALID_ARGUMENT = -14;

  private final Pointer core;
  private final Map<DType, Integer> numbers = new EnumMap<>(DType.class);

  OpenVinoTensors(Pointer core, Supplier<ForeignCalls> calls) {
    this.core = core;
    for (DType type : DType.values()) {
      if (type != DType.STRING) { // whose elements lie elsewhere
        try (ForeignCalls own = calls.get()) {
          numbers.put(type, number(own, type));
        } catch (ForeignException e) {
          continue; // it has no such type
        }
      }
    }
  }

  private int number(ForeignCalls calls, DType type) throws ForeignException {
    TensorType one = TensorType.of(type, 1);
    Graph identity =
        new Graph(
            "g",
            Map.of("", 13),
            List.of(new Value("x", one)),
            Map.of(),
            List.of(Node.of("Identity", List.of("x"), List.of("y"), Map.of())),
            List.of(new Value("y", one)));
    Pointer model = model(calls, OnnxFromGraph.of(identity));
    Pointer port =
        calls.make("ov_output_const_port_free", "ov_model_const_input_by_index", model, 0L);
    IntByReference number = new IntByReference();
    calls.call("ov_port_get_element_type", port, number);
    return number.getValue();
  }

  /** A model in ONNX's bytes, as OpenVINO reads it. */
  Pointer model(ForeignCalls calls, byte[] onnx) throws ForeignException {
    return calls.make(
        "ov_model_free",
        "ov_core_read_model_from_memory_buffer",
        core,
        calls.memory(onnx),
        (long) onnx.length,
        Pointer.NULL);
  }

  /**
   * A tensor as OpenVINO's own.
   *
   * @throws UnsupportedOperationException if OpenVINO has not its type
   */
  Pointer feed(ForeignCalls calls, Tensor t) throws ForeignException {
    Integer number = numbers.get(t.type());
    if (number == null) {
      throw new UnsupportedOperationException("OpenVINO has no tensors of " + t.type());
    }
    Memory elements = calls.memory(TensorBytes.of(t));
    Shape shape = new Shape(t.rank(), calls.memory(t.shape()));
    return calls.make("ov_tensor_free", "ov_tensor_create_from_host_ptr", number, shape, elements);
  }

  /**
   * A tensor of OpenVINO's.
   *
   * @throws UnsupportedOperationException if ONNX has not its type
   */
  Tensor read(ForeignCalls calls, Pointer tensor) throws ForeignException {
    IntByReference number = new IntByReference();
    calls.call("ov_tensor_get_element_type", tensor, number);
    DType type = type(number.getValue());
    int[] shape = shape(calls, tensor);
    if (Tensor.size(shape) == 0) {
      return Tensor.zeros(type, shape);
    }
    PointerByReference elements = new PointerByReference();
    calls.call("ov_tensor_data", tensor, elements);
    int length = TensorBytes.length(type, Tensor.size(shape));
    return TensorBytes.read(type, shape, elements.getValue().getByteBuffer(0, length));
  }

  private DType type(int number) {
    for (Map.Entry<DType, Integer> known : numbers.entrySet()) {
      if (known.getValue() == number) {
        return known.getKey();
      }
    }
    throw new UnsupportedOperationException("an output has OpenVINO's element type " + number);
  }

  private static int[] shape(ForeignCalls calls, Pointer tensor) throws ForeignException {
    Memory shape = calls.memory(new int[2]);
    try {
      calls.call("ov_tensor_get_shape", tensor, shape);
    } catch (ForeignException e) {
      if (e.status() == INVALID_ARGUMENT) {
        return new int[0]; // which has no shape of rank 0
      }
      throw e;
    }
    int[] sizes = new int[Math.toIntExact(shape.getLong(0))];
    for (int k = 0; k < sizes.length; k++) {
      sizes[k] = Math.toIntExact(shape.getPointer(8).getLong(8L * k));
    }
    calls.call("ov_shape_free", shape);
    return sizes;
  }
}
