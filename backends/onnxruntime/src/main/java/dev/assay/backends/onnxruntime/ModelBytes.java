package dev.assay.backends.onnxruntime;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model in its bytes, where only a few fields are written or read.
 *
 * <p>Protocol buffers merge messages that stand one after the other: a second {@code ModelProto}
 * with a graph that holds initialisers adds them to the first. An initialiser whose name is an
 * input's is that input's default, and ONNX Runtime does not fold it.
 */
final class ModelBytes {
  private static final int VARINT = 0;
  private static final int FIXED_64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED_32 = 5;

  /** Fields of {@code ModelProto} and {@code GraphProto}. */
  private static final int GRAPH = 7;

  private static final int NODE = 1;
  private static final int INITIALIZER = 5;
  private static final int INPUT = 11;
  private static final int OUTPUT = 12;

  /** The field of {@code NodeProto} with the operator's name. */
  private static final int OPERATOR = 4;

  /** The name of an input of float32 that is there to be fed. */
  static final String IDLE = ".assay.idle";

  private static final String WIDE = ".assay.wide";

  private ModelBytes() {}

  /**
   * The model with defaults for some of its inputs, and with the values of some outputs given once
   * more, cast to float32.
   *
   * @param widened names of outputs
   */
  static byte[] with(byte[] model, Map<String, Tensor> defaults, Set<String> widened) {
    if (defaults.isEmpty() && widened.isEmpty()) {
      return model;
    }
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    defaults.forEach((name, tensor) -> field(graph, INITIALIZER, initializer(name, tensor)));
    for (String name : widened) {
      field(graph, NODE, castToFloat32(name));
      field(graph, OUTPUT, float32Value(wide(name)));
    }
    return merged(model, graph);
  }

  /** The model with one more input, {@link #IDLE}, that nothing reads. */
  static byte[] withIdleInput(byte[] model) {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    field(graph, INPUT, float32Value(IDLE));
    return merged(model, graph);
  }

  private static byte[] merged(byte[] model, ByteArrayOutputStream graph) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(model.length + graph.size() + 8);
    out.writeBytes(model);
    field(out, GRAPH, graph.toByteArray());
    return out.toByteArray();
  }

  /** The name of the float32 output that repeats an output. */
  static String wide(String output) {
    return output + WIDE;
  }

  static boolean isWide(String output) {
    return output.endsWith(WIDE);
  }

  private static byte[] castToFloat32(String name) {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    field(to, 1, utf8("to"));
    number(to, 3, DType.FLOAT32.onnx());
    number(to, 20, 2); // the attribute's kind: an integer
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    field(node, 1, utf8(name));
    field(node, 2, utf8(wide(name)));
    field(node, OPERATOR, utf8("Cast"));
    field(node, 5, to.toByteArray());
    return node.toByteArray();
  }

  private static byte[] float32Value(String name) {
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    number(tensor, 1, DType.FLOAT32.onnx());
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    field(type, 1, tensor.toByteArray());
    ByteArrayOutputStream value = new ByteArrayOutputStream();
    field(value, 1, utf8(name));
    field(value, 2, type.toByteArray());
    return value.toByteArray();
  }

  /** A model of one node that does nothing. */
  static byte[] identity() {
    ByteArrayOutputStream node = new ByteArrayOutputStream();
    field(node, 1, utf8("x"));
    field(node, 2, utf8("y"));
    field(node, OPERATOR, utf8("Identity"));
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    field(graph, NODE, node.toByteArray());
    field(graph, 2, utf8("identity"));
    field(graph, INPUT, float32Value("x"));
    field(graph, OUTPUT, float32Value("y"));
    ByteArrayOutputStream opset = new ByteArrayOutputStream();
    number(opset, 2, 13);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    number(model, 1, 7);
    field(model, GRAPH, graph.toByteArray());
    field(model, 8, opset.toByteArray());
    return model.toByteArray();
  }

  private static byte[] initializer(String name, Tensor tensor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int size : tensor.shape()) {
      number(out, 1, size);
    }
    number(out, 2, tensor.type().onnx());
    if (tensor.type() == DType.STRING) {
      for (String s : tensor.texts()) {
        field(out, 6, utf8(s));
      }
    } else {
      field(out, 9, TensorBytes.of(tensor));
    }
    field(out, 8, utf8(name));
    return out.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void number(ByteArrayOutputStream out, int field, long value) {
    varint(out, field << 3 | VARINT);
    varint(out, value);
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

  /** The element types that the model declares for its outputs, as far as its bytes make sense. */
  static Map<String, DType> outputTypes(byte[] model) {
    Map<String, DType> types = new HashMap<>();
    try {
      Cursor top = new Cursor(model, 0, model.length);
      while (top.next()) {
        if (top.number == GRAPH) {
          Cursor graph = top.inside();
          while (graph.next()) {
            if (graph.number == OUTPUT) {
              String name = graph.inside().text(1);
              graph
                  .inside()
                  .message(2)
                  .message(1)
                  .number(1)
                  .ifPresent(type -> types.put(name, DType.of(Math.toIntExact(type))));
            }
          }
        }
      }
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      return types; // ONNX Runtime is to say what is wrong with it
    }
    return types;
  }

  /** The operators of the main graph, as far as its bytes make sense. */
  static Set<String> operators(byte[] model) {
    Set<String> operators = new TreeSet<>();
    try {
      Cursor top = new Cursor(model, 0, model.length);
      while (top.next()) {
        if (top.number == GRAPH) {
          Cursor graph = top.inside();
          while (graph.next()) {
            if (graph.number == NODE) {
              operators.add(graph.inside().text(OPERATOR));
            }
          }
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return operators; // ONNX Runtime is to say what is wrong with it
    }
    return operators;
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
          long length = varint();
          if (length < 0 || length > end - at) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
          }
          start = at;
          at += (int) length;
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
