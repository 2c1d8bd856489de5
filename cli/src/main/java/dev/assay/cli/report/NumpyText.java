package dev.assay.cli.report;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tensors as expressions of Python. */
final class NumpyText {
  private static final int SHORT_LINE = 88;

  private NumpyText() {}

  /** NumPy's name of a type; empty where it has none. */
  static Optional<String> type(DType type) {
    return switch (type) {
      case FLOAT32, FLOAT64, FLOAT16 -> Optional.of("np." + type);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64 -> Optional.of("np." + type);
      case BOOL -> Optional.of("np.bool_");
      case STRING -> Optional.of("object");
      case BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1,
          FLOAT6E2M3,
          FLOAT6E3M2,
          INT4,
          UINT4,
          INT2,
          UINT2 ->
          Optional.empty();
    };
  }

  /** Whether NumPy has a type for a tensor. */
  static boolean has(Tensor t) {
    return type(t.type()).isPresent();
  }

  /** The name of a type in ONNX's {@code TensorProto}. */
  static String onnxType(DType type) {
    return "TensorProto."
        + switch (type) {
          case FLOAT32 -> "FLOAT";
          case FLOAT64 -> "DOUBLE";
          default -> type.name();
        };
  }

  /**
   * An array.
   *
   * @param indent of the line that it begins on, for those that follow
   */
  static String array(Tensor t, String indent) {
    String type = type(t.type()).orElseThrow();
    if (t.size() == 0) {
      return "np.zeros(" + tuple(t.shape()) + ", dtype=" + type + ")";
    }
    if (t.size() > 1 && isUniform(t)) {
      return "np.full(" + tuple(t.shape()) + ", " + element(t, 0) + ", dtype=" + type + ")";
    }
    String flat = nested(t, 0, 0, "");
    return "np.array("
        + (flat.length() + indent.length() <= SHORT_LINE ? flat : nested(t, 0, 0, indent + "    "))
        + ", dtype="
        + type
        + ")";
  }

  /** A tensor inside a model, of any type. */
  static String proto(Tensor t, String name, String indent) {
    if (has(t)) {
      return "numpy_helper.from_array(" + array(t, indent) + ", " + text(name) + ")";
    }
    return "helper.make_tensor("
        + text(name)
        + ", "
        + onnxType(t.type())
        + ", "
        + list(t.shape())
        + ", "
        + bytes(TensorBytes.of(t))
        + ", raw=True)";
  }

  private static boolean isUniform(Tensor t) {
    return IntStream.range(1, t.size()).allMatch(k -> element(t, k).equals(element(t, 0)));
  }

  /** Lists in lists; the inner ones on lines of their own where there is an indent. */
  private static String nested(Tensor t, int axis, int first, String indent) {
    if (axis == t.rank()) {
      return element(t, first);
    }
    int step =
        IntStream.range(axis + 1, t.rank()).map(a -> t.shape()[a]).reduce(1, (a, b) -> a * b);
    List<String> parts = new ArrayList<>();
    for (int k = 0; k < t.shape()[axis]; k++) {
      parts.add(nested(t, axis + 1, first + k * step, indent.isEmpty() ? "" : indent + "    "));
    }
    return indent.isEmpty()
        ? "[" + String.join(", ", parts) + "]"
        : "[\n" + indent + filled(parts, indent) + "\n" + indent.substring(4) + "]";
  }

  /** Parts with commas between, as many on a line as it holds. */
  private static String filled(List<String> parts, String indent) {
    StringBuilder lines = new StringBuilder();
    int width = indent.length();
    for (String part : parts) {
      boolean breaks = part.contains("\n") || width + part.length() > SHORT_LINE;
      if (breaks && lines.length() > 0) {
        lines.setLength(lines.length() - 1);
        lines.append('\n').append(indent);
        width = indent.length();
      }
      lines.append(part).append(", ");
      width += part.length() + 2;
    }
    lines.setLength(lines.length() - 1);
    return lines.toString();
  }

  private static String element(Tensor t, int k) {
    if (t.type() == DType.STRING) {
      return text(t.texts()[k]);
    }
    if (t.type() == DType.BOOL) {
      return t.integers()[k] == 0 ? "False" : "True";
    }
    return switch (Numeral.of(t, k)) {
      case "NaN" -> "np.nan";
      case "Infinity" -> "np.inf";
      case "-Infinity" -> "-np.inf";
      default -> Numeral.of(t, k);
    };
  }

  static String list(int[] numbers) {
    return IntStream.of(numbers)
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String tuple(int[] numbers) {
    String all = IntStream.of(numbers).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return "(" + all + (numbers.length == 1 ? ",)" : ")");
  }

  private static String bytes(byte[] bytes) {
    return bytes.length == 0
        ? "b\"\""
        : "b\"\\x" + HexFormat.ofDelimiter("\\x").formatHex(bytes) + "\"";
  }

  /** A text in double quotes; Java reads it so too. */
  static String text(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      switch (c) {
        case '"' -> quoted.append("\\\"");
        case '\\' -> quoted.append("\\\\");
        case '\n' -> quoted.append("\\n");
        default ->
            quoted.append(
                c >= ' ' && c < 127 ? String.valueOf(c) : String.format("\\u%04x", (int) c));
      }
    }
    return quoted.append('"').toString();
  }
}
