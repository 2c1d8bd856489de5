package dev.assay.backends.onnxruntime;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A model in its bytes, where only a few fields are written or read.
 *
 * <p>Protocol buffers merge messages that stand one after the other: a second {@code ModelProto} with
 * a graph that holds initialisers adds them to the first. An initialiser whose name is an input's is
 * that input's default, and ONNX Runtime does not fold it.
 */
final class ModelBytes {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  private ModelBytes() {}

  /** The model with defaults for some of its inputs. */
  static byte[] withDefaults(byte[] model, Map<String, Tensor> defaults) {
    if (defaults.isEmpty()) {
      return model;
    }
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    defaults.forEach((name, tensor) -> field(graph, 5, initializer(name, tensor)));
    ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + graph.size() + 8);
    out.writeBytes(model);
    field(out, 7, graph.toByteArray());
    return out.toByteArray();
  }

  private static byte[] initializer(String name, Tensor tensor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int size : tensor.shape()) {
      varint(out, 1 << 3 | VARINT);
      varint(out, size);
    }
    varint(out, 2 << 3 | VARINT);
    varint(out, tensor.type().onnx());
    if (tensor.type() == DType.STRING) {
      for (String s : tensor.texts()) {
        field(out, 6, s.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      field(out, 9, TensorBytes.of(tensor));
    }
    field(out, 8, name.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }

  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    varint(out, number << 3 | BYTES);
    varint(out, content.length);
    out.writeBytes(content);
  }

  private static void varint(ByteArrayOutputStream out, long v) {
    long rest = v;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) (rest & 0x7f | 0x80));
    }
    out.write((int) rest);
  }

  /** The element type that the model declares for an output; empty where it declares no tensor. */
  static Optional<DType> outputType(byte[] model, String output) {
    Cursor top = new Cursor(model, 0, model.length);
    while (top.next()) {
      if (top.number == 7) {
        Cursor graph = top.inside();
        while (graph.next()) {
          if (graph.number == 12 && graph.inside().text(1).equals(output)) {
            return graph.inside().message(2).message(1).number(1).map(t -> DType.of((int) (long) t));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Goes from field to field of one message. */
  private static final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int number;
    private int kind;
    private long value;
    private int start;

    Cursor(byte[] bytes, int start, int end) {
      this.bytes = bytes;
      this.at = start;
      this.end = end;
    }

    boolean next() {
      if (at >= end) {
        return false;
      }
      long tag = varint();
      number = (int) (tag >>> 3);
      kind = (int) (tag & 7);
      switch (kind) {
        case VARINT -> value = varint();
        case FIXED_64 -> at += 8;
        case FIXED_32 -> at += 4;
        case BYTES -> {
          int length = (int) varint();
          start = at;
          at += length;
        }
        default -> throw new IllegalArgumentException("a model with a field of the kind " + kind);
      }
      return true;
    }

    Cursor inside() {
      return new Cursor(bytes, start, at);
    }

    /** The message in the first field of a number; an empty one where there is none. */
    Cursor message(int wanted) {
      while (next()) {
        if (number == wanted && kind == BYTES) {
          return inside();
        }
      }
      return new Cursor(bytes, 0, 0);
    }

    String text(int wanted) {
      Cursor text = message(wanted);
      return new String(bytes, text.at, text.end - text.at, StandardCharsets.UTF_8);
    }

    Optional<Long> number(int wanted) {
      while (next()) {
        if (number == wanted && kind == VARINT) {
          return Optional.of(value);
        }
      }
      return Optional.empty();
    }

    private long varint() {
      long v = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        v |= (long) (b & 0x7f) << shift;
        if (b >= 0) {
          return v;
        }
      }
    }
  }
}
