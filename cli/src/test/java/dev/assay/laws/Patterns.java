package dev.assay.laws;

import static dev.assay.core.tensor.DType.BOOL;
import static dev.assay.core.tensor.DType.FLOAT32;
import static dev.assay.core.tensor.DType.INT8;
import static dev.assay.core.tensor.DType.UINT4;
import static dev.assay.core.tensor.DType.UINT8;

import dev.assay.core.graph.Attribute;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What ONNX Runtime's optimiser fuses, and would seldom be drawn by chance. */
final class Patterns {
  private static final Attribute LAST = Attribute.ofInts(List.of(-1L));

  private Patterns() {}

  static Stream<Pattern> all() {
    return Stream.of(products(), activations(), normalisations(), bytes(), quantisedMatrices())
        .flatMap(s -> s);
  }

  private static Stream<Pattern> products() {
    return Stream.of(
        picture().node("Conv", "x w", "c").node("Add", "c b", "a").node("Relu", "a", "y"),
        picture()
            .single("low", -0.25)
            .single("high", 0.5)
            .node("Conv", "x w", "c")
            .node("Clip", "c low high", "y"),
        matrices().single("f", 0.5).node("MatMul", "x w", "m").node("Mul", "m f", "y"),
        matrices()
            .input("v", FLOAT32, 2, 6, 3)
            .node("Transpose", "v", "t", Map.of("perm", Attribute.ofInts(List.of(0L, 2L, 1L))))
            .node("MatMul", "x t", "y"),
        Pattern.of(17)
            .input("x", FLOAT32, 3, 4)
            .constant("w", FLOAT32, 4, 5)
            .constant("c", FLOAT32, 5)
            .node("Gemm", "x w c", "g")
            .node("LeakyRelu", "g", "y"));
  }

  private static Pattern picture() {
    return Pattern.of(17)
        .input("x", FLOAT32, 1, 3, 6, 6)
        .input("b", FLOAT32, 1, 4, 5, 5)
        .constant("w", FLOAT32, 4, 3, 2, 2);
  }

  private static Pattern matrices() {
    return Pattern.of(17).input("x", FLOAT32, 2, 4, 3).constant("w", FLOAT32, 3, 6);
  }

  private static Stream<Pattern> activations() {
    return Stream.of(
        gelu(Pattern.of(17).input("x", FLOAT32, 2, 4, 3)),
        gelu(
            Pattern.of(17)
                .input("v", FLOAT32, 2, 4, 3)
                .constant("b", FLOAT32, 3)
                .node("Add", "v b", "x")),
        Pattern.of(20)
            .input("x", FLOAT32, 2, 4, 3)
            .node("Gelu", "x", "y", Map.of("approximate", Attribute.of("tanh"))),
        Pattern.of(17)
            .input("x", FLOAT32, 2, 4, 3)
            .single("f", 1.702)
            .node("Mul", "x f", "m")
            .node("Sigmoid", "m", "s")
            .node("Mul", "x s", "y"));
  }

  private static Pattern gelu(Pattern p) {
    return p.single("root", Math.sqrt(2))
        .single("one", 1)
        .single("half", 0.5)
        .node("Div", "x root", "d")
        .node("Erf", "d", "e")
        .node("Add", "e one", "a")
        .node("Mul", "x a", "m")
        .node("Mul", "m half", "y");
  }

  private static Stream<Pattern> normalisations() {
    return Stream.of(
        Pattern.of(17)
            .input("x", FLOAT32, 2, 4, 3)
            .input("v", FLOAT32, 2, 4, 3)
            .constant("g", FLOAT32, 3)
            .constant("b", FLOAT32, 3)
            .node("Add", "x v", "a")
            .node("LayerNormalization", "a g b", "y"),
        squares(Pattern.of(13).input("x", FLOAT32, 2, 4, 3))
            .node("Div", "d r", "n")
            .node("Mul", "n g", "m")
            .node("Add", "m b", "y"),
        Pattern.of(17)
            .input("x", FLOAT32, 2, 4, 3)
            .constant("g", FLOAT32, 3)
            .single("two", 2)
            .single("epsilon", 1e-5)
            .node("Pow", "x two", "p")
            .node("ReduceMean", "p", "q", Map.of("axes", LAST))
            .node("Add", "q epsilon", "e")
            .node("Sqrt", "e", "r")
            .node("Div", "x r", "n")
            .node("Mul", "n g", "y"));
  }

  private static Pattern squares(Pattern p) {
    return p.constant("g", FLOAT32, 3)
        .constant("b", FLOAT32, 3)
        .single("two", 2)
        .single("epsilon", 1e-5)
        .node("ReduceMean", "x", "mean", Map.of("axes", LAST))
        .node("Sub", "x mean", "d")
        .node("Pow", "d two", "p")
        .node("ReduceMean", "p", "q", Map.of("axes", LAST))
        .node("Add", "q epsilon", "e")
        .node("Sqrt", "e", "r");
  }

  private static Stream<Pattern> bytes() {
    Map<String, Attribute> window = Map.of("kernel_shape", Attribute.ofInts(List.of(2L, 2L)));
    return Stream.of(
            onBytes(2, 4, 3).real("v", "w").node("Add", "x w", "r"),
            onBytes(2, 4, 3).real("v", "w").node("Mul", "x w", "r"),
            onBytes(2, 4, 3).node("Sigmoid", "x", "r"),
            onBytes(2, 4, 3).node("LeakyRelu", "x", "r"),
            onBytes(2, 4, 3).node("Softmax", "x", "r"),
            onBytes(1, 3, 4, 4).node("AveragePool", "x", "r", window),
            onBytes(1, 3, 4, 4).node("GlobalAveragePool", "x", "r"),
            onBytes(2, 4, 3)
                .real("v", "w")
                .node("Concat", "x w", "r", Map.of("axis", Attribute.of(1))),
            onBytes(2, 4, 3).real("v", "w").input("c", BOOL, 2, 4, 3).node("Where", "c x w", "r"),
            onBytes(1, 3, 6, 6)
                .constant("f", INT8, 4, 3, 2, 2)
                .zero("fz", INT8, 0)
                .node("DequantizeLinear", "f s fz", "w")
                .node("Conv", "x w", "r"),
            onBytes(3, 4)
                .constant("f", INT8, 4, 5)
                .zero("fz", INT8, 0)
                .node("DequantizeLinear", "f s fz", "w")
                .node("Gemm", "x w", "r"))
        .map(p -> p.node("QuantizeLinear", "r t u", "y"));
  }

  private static Pattern onBytes(int... shape) {
    return Pattern.of(17)
        .input("u8", UINT8, shape)
        .input("v", UINT8, shape)
        .single("s", 0.25)
        .zero("z", UINT8, 3)
        .single("t", 0.125)
        .zero("u", UINT8, 128)
        .real("u8", "x");
  }

  private static Stream<Pattern> quantisedMatrices() {
    return Stream.of(
        Pattern.of(17)
            .input("x", FLOAT32, 3, 4)
            .constant("w", INT8, 4, 5)
            .single("ws", 0.25)
            .zero("wz", INT8, 0)
            .node("DynamicQuantizeLinear", "x", "q s z")
            .node("MatMulInteger", "q w z wz", "i")
            .node("Cast", "i", "f", Map.of("to", Attribute.of(FLOAT32.onnx())))
            .node("Mul", "s ws", "scale")
            .node("Mul", "f scale", "y"),
        onBytes(3, 4)
            .constant("f", UINT8, 4, 5)
            .node("DequantizeLinear", "f s z", "w")
            .node("MatMul", "x w", "y"),
        Pattern.of(21)
            .input("x", FLOAT32, 3, 32)
            .constant("w", UINT4, 32, 8)
            .constant("ws", FLOAT32, 2, 8)
            .constant("wz", UINT4, 2, 8)
            .node(
                "DequantizeLinear",
                "w ws wz",
                "r",
                Map.of("axis", Attribute.of(0), "block_size", Attribute.of(16)))
            .node("MatMul", "x r", "y"));
  }
}
