package dev.assay.laws;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small model in which an optimiser is to find what it fuses, with inputs; its result is y. */
final class Pattern {
  private final int opset;
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> data = new LinkedHashMap<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  private Pattern(int opset) {
    this.opset = opset;
  }

  static Pattern of(int opset) {
    return new Pattern(opset);
  }

  Pattern input(String name, DType type, int... shape) {
    inputs.add(new Value(name, TensorType.of(type, shape)));
    data.put(name, numbers(type, shape));
    return this;
  }

  Pattern constant(String name, DType type, int... shape) {
    constants.put(name, numbers(type, shape));
    return this;
  }

  Pattern single(String name, double value) {
    constants.put(name, Tensor.of(DType.FLOAT32, new int[0], value));
    return this;
  }

  Pattern zero(String name, DType type, long value) {
    constants.put(name, Tensor.of(type, new int[0], value));
    return this;
  }

  Pattern list(String name, long... values) {
    constants.put(name, Tensor.list(values));
    return this;
  }

  Pattern node(String operator, String from, String to) {
    return node(operator, from, to, Map.of());
  }

  /** A node; names with blanks between. */
  Pattern node(String operator, String from, String to, Map<String, Attribute> attributes) {
    nodes.add(Node.of(operator, List.of(from.split(" ")), List.of(to.split(" ")), attributes));
    return this;
  }

  /** What bytes x stand for, by scale and zero point of the same names with s and z. */
  Pattern real(String bytes, String to) {
    return node("DequantizeLinear", bytes + " s z", to);
  }

  Graph graph() {
    List<Value> outputs =
        List.of(
            new Value("y", TensorType.ofUnknownRank(isOfBytes() ? DType.UINT8 : DType.FLOAT32)));
    return new Graph("pattern", Map.of("", opset), inputs, constants, nodes, outputs);
  }

  private boolean isOfBytes() {
    return nodes.get(nodes.size() - 1).operator().equals("QuantizeLinear");
  }

  Map<String, Tensor> data() {
    return data;
  }

  private static Tensor numbers(DType type, int... shape) {
    int size = Tensor.size(shape);
    if (type == DType.BOOL) {
      long[] truths = new long[size];
      Arrays.setAll(truths, k -> k % 3 == 0 ? 1 : 0);
      return Tensor.of(type, shape, truths);
    }
    if (type.isFloat()) {
      double[] reals = new double[size];
      Arrays.setAll(reals, k -> (k * 7 % 11 - 5) / 8.0);
      return Tensor.of(type, shape, reals);
    }
    long[] integers = new long[size];
    long least = Math.max(type.low(), -5);
    Arrays.setAll(integers, k -> k * 7 % 11 + least);
    return Tensor.of(type, shape, integers);
  }
}
