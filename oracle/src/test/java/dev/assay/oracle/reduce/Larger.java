package dev.assay.oracle.reduce;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model of eleven nodes with two branches, and data in it that are neither 0 nor 1. */
final class Larger {
  private static final int[] IMAGE = {2, 4, 5, 6};

  private Larger() {}

  static Start model() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("image", floats(IMAGE));
    inputs.put("list", floats(7));
    Map<String, Tensor> constants = new LinkedHashMap<>();
    constants.put("kernel", floats(6, 2, 3, 3));
    constants.put("bias", floats(6));
    constants.put("matrix", floats(60, 3));
    constants.put("shape", Tensor.list(2, 60));
    constants.put("unused", floats(3));
    Graph graph =
        new Graph(
            "larger",
            Map.of("", 21, "com.microsoft", 1),
            List.of(value("image", IMAGE), value("list", 7)),
            constants,
            List.of(
                node("Tanh", "image", "a"),
                Node.of(
                    "Conv",
                    List.of("a", "kernel", "bias"),
                    List.of("b"),
                    Map.of(
                        "group",
                        Attribute.of(2),
                        "pads",
                        Attribute.ofInts(List.of(1L, 1L, 1L, 1L)),
                        "strides",
                        Attribute.ofInts(List.of(1L, 2L)))),
                node("Relu", "b", "c"),
                node("Sigmoid", "c", "d"),
                Node.of("Slice", List.of("d", "begin", "end", "axes"), List.of("e"), Map.of()),
                Node.of("Reshape", List.of("e", "shape"), List.of("f"), Map.of()),
                Node.of("MatMul", List.of("f", "matrix"), List.of("g"), Map.of()),
                Node.of("Softmax", List.of("g"), List.of("h"), Map.of("axis", Attribute.of(0))),
                node("Abs", "list", "i"),
                Node.of("Div", List.of("list", "i"), List.of("j"), Map.of()),
                node("Neg", "j", "k")),
            List.of(value("h", 2, 3), value("k", 7), value("c", 2, 6, 5, 3)));
    constants.put("begin", Tensor.list(0));
    constants.put("end", Tensor.list(4));
    constants.put("axes", Tensor.list(1));
    return new Start(
        new Graph(
            graph.name(),
            graph.opsets(),
            graph.inputs(),
            constants,
            graph.nodes(),
            graph.outputs()),
        inputs);
  }

  private static Node node(String operator, String input, String output) {
    return Node.of(operator, List.of(input), List.of(output), Map.of());
  }

  private static Value value(String name, int... shape) {
    return new Value(name, TensorType.of(DType.FLOAT32, shape));
  }

  private static Tensor floats(int... shape) {
    double[] elements = new double[Tensor.size(shape)];
    for (int k = 0; k < elements.length; k++) {
      elements[k] = (float) (Math.sin(3 * k + 1) * 2.75);
    }
    return Tensor.of(DType.FLOAT32, shape, elements);
  }
}
