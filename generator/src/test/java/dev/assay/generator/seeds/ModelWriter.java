package dev.assay.generator.seeds;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a model node by node; its weights are drawn. */
final class ModelWriter {
  private final Choices choices;
  private final Map<String, Integer> opsets = new TreeMap<>();
  private final List<Value> inputs = new ArrayList<>();
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  ModelWriter(int opset, long seed) {
    this.opsets.put("", opset);
    this.choices = Choices.of(seed);
  }

  String input(String name, DType type, int... shape) {
    inputs.add(new Value(name, TensorType.of(type, shape)));
    return name;
  }

  /** Normal numbers in 64ths, scaled by the root of how many are summed. */
  String weights(int... shape) {
    int size = Tensor.size(shape);
    double scale = Math.sqrt(Math.max(1, shape.length < 2 ? 4 : size / shape[0]));
    double[] numbers = new double[size];
    Arrays.setAll(numbers, k -> Math.rint(choices.normal() / scale * 64) / 64);
    return constant(Tensor.of(DType.FLOAT32, shape, numbers));
  }

  /** Numbers around 1, as scales and variances are. */
  String positive(int... shape) {
    double[] numbers = new double[Tensor.size(shape)];
    Arrays.setAll(numbers, k -> choices.between(32, 96) / 64.0);
    return constant(Tensor.of(DType.FLOAT32, shape, numbers));
  }

  String integers(DType type, int low, int high, int... shape) {
    long[] numbers = new long[Tensor.size(shape)];
    Arrays.setAll(numbers, k -> choices.between(low, high));
    return constant(Tensor.of(type, shape, numbers));
  }

  String number(double x) {
    return constant(Tensor.of(DType.FLOAT32, new int[0], x));
  }

  String number(DType type, long n) {
    return constant(Tensor.of(type, new int[0], n));
  }

  String list(long... numbers) {
    return constant(Tensor.list(numbers));
  }

  String constant(Tensor t) {
    String name = "c" + constants.size();
    constants.put(name, t);
    return name;
  }

  /** A node of one output without attributes. */
  String node(String operator, String... from) {
    return node(operator, Map.of(), from);
  }

  String node(String operator, Map<String, Attribute> attributes, String... from) {
    return nodes(1, "", operator, attributes, from).get(0);
  }

  /** A node of several outputs, of any domain. */
  List<String> nodes(
      int count,
      String domain,
      String operator,
      Map<String, Attribute> attributes,
      String... from) {
    opsets.putIfAbsent(domain, 3);
    List<String> made = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      made.add("v" + nodes.size() + (k == 0 ? "" : "_" + k));
    }
    nodes.add(new Node("", domain, operator, List.of(from), made, attributes));
    return made;
  }

  static Attribute ints(long... numbers) {
    return Attribute.ofInts(Arrays.stream(numbers).boxed().toList());
  }

  /** The model with these outputs, the types of which are those that its nodes give. */
  byte[] model(String name, String... results) {
    Graph open = new Graph(name, opsets, inputs, constants, nodes, List.of());
    ShapeReading reading = ShapeReading.of(open);
    return model(
        name,
        Arrays.stream(results)
            .map(r -> new Value(r, reading.type(r).orElseThrow()))
            .toArray(Value[]::new));
  }

  byte[] model(String name, Value... results) {
    return OnnxFromGraph.of(new Graph(name, opsets, inputs, constants, nodes, List.of(results)));
  }
}
