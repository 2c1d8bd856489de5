package dev.assay.backends.tract;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.assay.backends.foreign.ForeignCalls;
import dev.assay.backends.foreign.ForeignException;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Tensors into tract's own and back. */
final class TractTensors {
  /** The number of each element type: a family, and the bytes of an element. */
  private static final Map<DType, Integer> NUMBERS =
      new EnumMap<>(
          Map.ofEntries(
              Map.entry(DType.BOOL, 0x01),
              Map.entry(DType.UINT8, 0x11),
              Map.entry(DType.UINT16, 0x12),
              Map.entry(DType.UINT32, 0x14),
              Map.entry(DType.UINT64, 0x18),
              Map.entry(DType.INT8, 0x21),
              Map.entry(DType.INT16, 0x22),
              Map.entry(DType.INT32, 0x24),
              Map.entry(DType.INT64, 0x28),
              Map.entry(DType.FLOAT16, 0x32),
              Map.entry(DType.FLOAT32, 0x34),
              Map.entry(DType.FLOAT64, 0x38)));

  private TractTensors() {}

  /**
   * A tensor as tract's own.
   *
   * @throws UnsupportedOperationException if tract has not its type
   */
  static Pointer feed(ForeignCalls calls, Tensor t) throws ForeignException {
    Integer number = NUMBERS.get(t.type());
    if (number == null) {
      throw new UnsupportedOperationException("tract's interface has no tensors of " + t.type());
    }
    return calls.make(
        "tract_tensor_destroy",
        "tract_tensor_from_bytes",
        number,
        (long) t.rank(),
        calls.memory(t.shape()),
        calls.memory(TensorBytes.of(t)));
  }

  /**
   * The tensors that pointers point at, which are freed with the calls.
   *
   * @throws UnsupportedOperationException if ONNX has not the type of one
   */
  static List<Tensor> read(ForeignCalls calls, Memory pointers, int count) throws ForeignException {
    List<PointerByReference> held = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      PointerByReference place = calls.made("tract_tensor_destroy");
      place.setValue(pointers.getPointer((long) Native.POINTER_SIZE * k));
      held.add(place);
    }
    List<Tensor> tensors = new ArrayList<>();
    for (PointerByReference place : held) {
      tensors.add(read(calls, place.getValue()));
    }
    return tensors;
  }

  private static Tensor read(ForeignCalls calls, Pointer tensor) throws ForeignException {
    IntByReference number = new IntByReference();
    LongByReference rank = new LongByReference();
    PointerByReference sizes = new PointerByReference();
    PointerByReference elements = new PointerByReference();
    calls.call("tract_tensor_as_bytes", tensor, number, rank, sizes, elements);
    DType type = type(number.getValue());
    int[] shape = new int[Math.toIntExact(rank.getValue())];
    for (int k = 0; k < shape.length; k++) {
      shape[k] = Math.toIntExact(sizes.getValue().getLong(8L * k));
    }
    if (Tensor.size(shape) == 0) {
      return Tensor.zeros(type, shape);
    }
    int length = TensorBytes.length(type, Tensor.size(shape));
    return TensorBytes.read(type, shape, elements.getValue().getByteBuffer(0, length));
  }

  private static DType type(int number) {
    for (Map.Entry<DType, Integer> known : NUMBERS.entrySet()) {
      if (known.getValue() == number) {
        return known.getKey();
      }
    }
    throw new UnsupportedOperationException("an output has tract's element type " + number);
  }
}
