package dev.assay.core.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.assay.core.onnx.proto.Onnx.SparseTensorProto;
import dev.assay.core.onnx.proto.Onnx.TensorProto;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A tensor read from ONNX's {@code TensorProto}, as in the {@code .pb} files of backend tests. */
public final class TensorFromOnnx {
  private TensorFromOnnx() {}

  /**
   * The tensor in the bytes.
   *
   * @throws IllegalArgumentException with the facts, if the bytes are no tensor; sequences and
   *     optionals are for {@link DatumFromOnnx}
   */
  public static Tensor of(byte[] bytes) {
    if (bytes.length == 0) {
      throw Refusal.of("a tensor is empty", "required", "a TensorProto", "but", "0 bytes");
    }
    TensorProto proto;
    try {
      proto = TensorProto.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw Refusal.of(
          "a tensor cannot be read",
          "required",
          "a TensorProto, no sequence and no optional",
          "but",
          String.valueOf(e.getMessage()));
    }
    return of(proto, ExternalData.NONE);
  }

  static Tensor of(TensorProto proto, ExternalData external) {
    String where = "tensor \"" + proto.getName() + "\"";
    if (proto.hasSegment()) {
      throw Refusal.of(
          "a tensor cannot be read",
          "required",
          "a whole TensorProto, no sequence, no optional and no segment",
          "but",
          "field 3 is set",
          "at",
          where);
    }
    DType type = Sizes.element(proto.getDataType(), where);
    int[] shape = Sizes.shape(proto.getDimsList(), type, where);
    int size = Tensor.size(shape);
    if (type == DType.STRING) {
      requireCount(proto.getStringDataCount(), size, "strings", where);
      String[] texts =
          proto.getStringDataList().stream().map(s -> text(s, where)).toArray(String[]::new);
      return Tensor.of(shape, texts);
    }
    int length = TensorBytes.length(type, size);
    ByteBuffer data =
        proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL
            ? external.read(proto, length, where)
            : proto.hasRawData() ? proto.getRawData().asReadOnlyByteBuffer() : typed(proto, type);
    requireCount(data.remaining(), length, "bytes for " + size + " elements of " + type, where);
    return TensorBytes.read(type, shape, data);
  }

  private static void requireCount(int count, int required, String of, String where) {
    if (count != required) {
      throw Refusal.of(
          "the data of a tensor does not fit its shape",
          "required",
          required + " " + of,
          "but",
          Integer.toString(count),
          "at",
          where);
    }
  }

  /** Text that ONNX keeps as bytes. */
  static String text(ByteString bytes, String where) {
    if (!bytes.isValidUtf8()) {
      throw Refusal.of("a text is not in UTF-8", "but", bytes.toString(), "at", where);
    }
    return bytes.toStringUtf8();
  }

  /** The data in the field that is meant for the type, laid out as raw data would be. */
  private static ByteBuffer typed(TensorProto proto, DType type) {
    switch (type) {
      case FLOAT32 -> {
        ByteBuffer data = room(proto.getFloatDataCount(), 4);
        proto.getFloatDataList().forEach(data::putFloat);
        return data.flip();
      }
      case FLOAT64 -> {
        ByteBuffer data = room(proto.getDoubleDataCount(), 8);
        proto.getDoubleDataList().forEach(data::putDouble);
        return data.flip();
      }
      case INT64 -> {
        return bits(proto.getInt64DataList(), 64);
      }
      case FLOAT6E2M3, FLOAT6E3M2 -> {
        // unlike those of 2 and 4 bits, each stands in an entry of its own
        int[] entries = proto.getInt32DataList().stream().mapToInt(Integer::intValue).toArray();
        return ByteBuffer.wrap(TensorBytes.packed(type.bits(), entries));
      }
      case UINT32, UINT64 -> {
        return bits(proto.getUint64DataList(), type.bits());
      }
      default -> {
        return bits(proto.getInt32DataList(), type.bits());
      }
    }
  }

  private static ByteBuffer bits(List<? extends Number> entries, int width) {
    ByteBuffer data = room(entries.size(), Math.max(1, width / 8));
    for (Number n : entries) {
      switch (width) {
        case 64 -> data.putLong(n.longValue());
        case 32 -> data.putInt(n.intValue());
        case 16 -> data.putShort(n.shortValue());
        default -> data.put(n.byteValue());
      }
    }
    return data.flip();
  }

  private static ByteBuffer room(int entries, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(entries, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The dense tensor that a sparse one stands for. */
  static Tensor dense(SparseTensorProto sparse, ExternalData external) {
    String where = "sparse tensor \"" + sparse.getValues().getName() + "\"";
    Tensor values = of(sparse.getValues(), external);
    Tensor indices = of(sparse.getIndices(), external);
    int[] shape = Sizes.shape(sparse.getDimsList(), values.type(), where);
    int count = values.size();
    boolean flat = indices.rank() == 1;
    if (values.rank() != 1
        || indices.type() != DType.INT64
        || indices.size() != (flat ? count : count * shape.length)) {
      throw Refusal.of(
          "the indices of a sparse tensor do not fit its values",
          "required",
          "int64 [n] or [n, rank] for n values",
          "but",
          indices.type() + " of " + indices.size() + " for " + values,
          "at",
          where);
    }
    Tensor dense = Tensor.zeros(values.type(), shape);
    for (int k = 0; k < count; k++) {
      long at = flat ? indices.integers()[k] : place(indices.integers(), k, shape, where);
      if (at < 0 || at >= dense.size()) {
        throw outside(at, shape, where);
      }
      if (values.type().isFloat()) {
        dense.reals()[(int) at] = values.reals()[k];
      } else if (values.type() == DType.STRING) {
        dense.texts()[(int) at] = values.texts()[k];
      } else {
        dense.integers()[(int) at] = values.integers()[k];
      }
    }
    return dense;
  }

  private static long place(long[] indices, int k, int[] shape, String where) {
    long at = 0;
    for (int a = 0; a < shape.length; a++) {
      long i = indices[k * shape.length + a];
      if (i < 0 || i >= shape[a]) {
        throw outside(i, shape, where);
      }
      at = at * shape[a] + i;
    }
    return at;
  }

  private static IllegalArgumentException outside(long index, int[] shape, String where) {
    return Refusal.of(
        "an index of a sparse tensor lies outside it",
        "required",
        "inside " + Arrays.toString(shape),
        "but",
        Long.toString(index),
        "at",
        where);
  }
}
