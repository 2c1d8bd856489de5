package dev.assay.cli.report;

import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.core.tensor.TensorBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How ONNX Runtime's Java interface has the elements of a type.
 *
 * @param in the Java type that goes in
 * @param out the Java type that comes out, which for short floats is a wider one
 * @param onnxType what the interface must be told besides; empty where the Java type says it
 */
record JavaElements(String in, String out, Optional<String> onnxType) {

  /** Those of a type; empty where the interface does not have it. */
  static Optional<JavaElements> of(DType type) {
    return switch (type) {
      case FLOAT32 -> plain("float");
      case FLOAT64 -> plain("double");
      case INT64 -> plain("long");
      case INT32 -> plain("int");
      case INT16 -> plain("short");
      case STRING -> plain("String");
      case INT8, UINT8, BOOL ->
          Optional.of(new JavaElements("byte", "byte", Optional.of(type.name())));
      case FLOAT16, BFLOAT16 ->
          Optional.of(new JavaElements("short", "float", Optional.of(type.name())));
      case UINT16,
          UINT32,
          UINT64,
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

  private static Optional<JavaElements> plain(String type) {
    return Optional.of(new JavaElements(type, type, Optional.empty()));
  }

  boolean isText() {
    return in.equals("String");
  }

  /** The buffer that holds elements of a Java type. */
  static String buffer(String type) {
    return capital(type) + "Buffer";
  }

  private static String capital(String type) {
    return Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }

  /** A tensor as it goes in. */
  String feed(Tensor t) {
    String elements = in.equals(out) ? outElements(t) : bits(t);
    String array = "new " + in + "[] {" + elements + "}";
    String wrapped = isText() ? array : buffer(in) + ".wrap(" + array + ")";
    return Stream.of(
            Stream.of("environment", wrapped, shape(t)),
            onnxType.map(o -> "OnnxJavaType." + o).stream())
        .flatMap(s -> s)
        .collect(
            Collectors.joining(",\n            ", "OnnxTensor.createTensor(\n            ", ")"));
  }

  static String shape(Tensor t) {
    return "new long[] {"
        + IntStream.of(t.shape()).mapToObj(String::valueOf).collect(Collectors.joining(", "))
        + "}";
  }

  /** The elements of a tensor as they ought to come out. */
  String outElements(Tensor t) {
    return IntStream.range(0, t.size())
        .mapToObj(k -> element(t, k))
        .collect(Collectors.joining(", "));
  }

  private String element(Tensor t, int k) {
    if (isText()) {
      return NumpyText.text(t.texts()[k]);
    }
    String number =
        out.equals("float") ? Numeral.of(DType.FLOAT32, t.reals()[k]) : Numeral.of(t, k);
    return switch (out) {
      case "float" -> special("Float", number).orElse(number + "f");
      case "double" ->
          special("Double", number)
              .orElse(number.contains(".") || number.contains("E") ? number : number + ".0");
      case "long" -> number + "L";
      case "byte" -> Byte.toString((byte) t.integers()[k]);
      default -> number;
    };
  }

  private static Optional<String> special(String box, String number) {
    return switch (number) {
      case "NaN" -> Optional.of(box + ".NaN");
      case "Infinity" -> Optional.of(box + ".POSITIVE_INFINITY");
      case "-Infinity" -> Optional.of(box + ".NEGATIVE_INFINITY");
      default -> Optional.empty();
    };
  }

  private static String bits(Tensor t) {
    short[] bits = new short[t.size()];
    ByteBuffer.wrap(TensorBytes.of(t)).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(bits);
    String list = Arrays.toString(bits);
    return list.substring(1, list.length() - 1);
  }
}
