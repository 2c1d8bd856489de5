package dev.assay.bench.seeded;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Layers in a row whose enclosures grow with each until they say nothing. */
enum Chain {
  /** Six products with 256 terms, each followed by Relu. */
  PRODUCTS("6 MatMul, K=256, Relu") {
    @Override
    void build(Draft draft) {
      draft.input(8, 256);
      for (int layer = 0; layer < 6; layer++) {
        draft.layer("MatMul", draft.weights(256, 256, 256));
        draft.layer("Relu");
      }
    }
  },
  /** Six convolutions with 288 terms. */
  CONVOLUTIONS("6 Conv, 32 channels, 3 x 3") {
    @Override
    void build(Draft draft) {
      draft.input(1, 32, 6, 6);
      Map<String, Attribute> same = Map.of("pads", Attribute.ofInts(List.of(1L, 1L, 1L, 1L)));
      for (int layer = 0; layer < 6; layer++) {
        draft.layer("Conv", same, draft.weights(288, 32, 32, 3, 3));
      }
    }
  },
  /** Eight normalisations of rows of 64, in their single steps. */
  NORMALISATIONS("8 LayerNormalization, in steps") {
    @Override
    void build(Draft draft) {
      draft.input(8, 64);
      for (int layer = 0; layer < 8; layer++) {
        draft.normalise();
      }
    }
  };

  private final String label;

  Chain(String label) {
    this.label = label;
  }

  /** As a table names it. */
  String label() {
    return label;
  }

  abstract void build(Draft draft);

  /** One with normal numbers; weights are scaled by the root of their number of terms. */
  Found draw(Choices choices) {
    Draft draft = new Draft(choices);
    build(draft);
    return draft.found();
  }

  /** Layers so far. */
  private static final class Draft {
    private static final Map<String, Attribute> ROWS =
        Map.of("axes", Attribute.ofInts(List.of(-1L)));

    private final Choices choices;
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private String top = "x";

    Draft(Choices choices) {
      this.choices = choices;
    }

    private Tensor normals(double scale, int... shape) {
      double[] reals = new double[Tensor.size(shape)];
      for (int k = 0; k < reals.length; k++) {
        reals[k] = DType.FLOAT32.nearest(scale * choices.normal());
      }
      return Tensor.of(DType.FLOAT32, shape, reals);
    }

    private String constant(Tensor t) {
      String name = "c" + constants.size();
      constants.put(name, t);
      return name;
    }

    void input(int... shape) {
      inputs.put("x", normals(1, shape));
    }

    String weights(int terms, int... shape) {
      return constant(normals(1 / Math.sqrt(terms), shape));
    }

    private String node(String operator, Map<String, Attribute> attributes, String... operands) {
      String name = "h" + nodes.size();
      nodes.add(Node.of(operator, List.of(operands), List.of(name), attributes));
      return name;
    }

    void layer(String operator, String... more) {
      layer(operator, Map.of(), more);
    }

    void layer(String operator, Map<String, Attribute> attributes, String... more) {
      List<String> operands = new ArrayList<>(List.of(top));
      operands.addAll(List.of(more));
      top = node(operator, attributes, operands.toArray(new String[0]));
    }

    /** (x - mean) / sqrt(variance + epsilon), scaled and moved. */
    void normalise() {
      String epsilon = constant(Tensor.of(DType.FLOAT32, new int[0], DType.FLOAT32.nearest(1e-5)));
      String centred = node("Sub", Map.of(), top, node("ReduceMean", ROWS, top));
      String squares = node("Mul", Map.of(), centred, centred);
      String variance = node("Add", Map.of(), node("ReduceMean", ROWS, squares), epsilon);
      String unit = node("Div", Map.of(), centred, node("Sqrt", Map.of(), variance));
      String scaled = node("Mul", Map.of(), unit, constant(normals(1, 64)));
      top = node("Add", Map.of(), scaled, constant(normals(1, 64)));
    }

    Found found() {
      List<Value> feeds = new ArrayList<>();
      inputs.forEach((name, t) -> feeds.add(new Value(name, TensorType.of(t))));
      List<Value> outputs = List.of(new Value(top, TensorType.ofUnknownRank(DType.FLOAT32)));
      Graph graph = new Graph("chain", Map.of("", 17), feeds, constants, nodes, outputs);
      return new Found(graph, inputs, Found.How.DRAWN, 0);
    }
  }
}
