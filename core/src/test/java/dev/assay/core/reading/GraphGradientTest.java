package dev.assay.core.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient is what central differences come to. */
class GraphGradientTest {
  private static final double STEP = 1e-5;
  private static final int OPSET = 20;

  /**
   * A node on random numbers.
   *
   * @param floor the least number drawn; minus infinity for normal numbers
   */
  private record Case(
      String operator,
      double floor,
      Map<String, Attribute> attributes,
      List<int[]> inputs,
      Map<String, Tensor> constants) {

    static Case of(String operator, int[]... inputs) {
      return new Case(operator, Double.NEGATIVE_INFINITY, Map.of(), List.of(inputs), Map.of());
    }

    Case with(String name, Attribute value) {
      Map<String, Attribute> more = new LinkedHashMap<>(attributes);
      more.put(name, value);
      return new Case(operator, floor, more, inputs, constants);
    }

    Case with(String name, long... values) {
      return with(name, Attribute.ofInts(java.util.Arrays.stream(values).boxed().toList()));
    }

    Case and(Tensor constant) {
      Map<String, Tensor> more = new LinkedHashMap<>(constants);
      more.put("c" + more.size(), constant);
      return new Case(operator, floor, attributes, inputs, more);
    }

    Case above(double least) {
      return new Case(operator, least, attributes, inputs, constants);
    }

    Graph graph() {
      List<String> names = new ArrayList<>();
      List<Value> feeds = new ArrayList<>();
      for (int k = 0; k < inputs.size(); k++) {
        names.add("x" + k);
        feeds.add(new Value("x" + k, TensorType.of(DType.FLOAT64, inputs.get(k))));
      }
      names.addAll(constants.keySet());
      Node node = Node.of(operator, names, List.of("y"), attributes);
      return graphOf(feeds, constants, List.of(node));
    }

    @Override
    public String toString() {
      return operator + attributes;
    }
  }

  private static Graph graphOf(List<Value> feeds, Map<String, Tensor> constants, List<Node> nodes) {
    Value y = new Value("y", TensorType.ofUnknownRank(DType.FLOAT64));
    return new Graph("g", Map.of("", OPSET), feeds, constants, nodes, List.of(y));
  }

  private static int[] shape(int... sizes) {
    return sizes;
  }

  private static Attribute one(long value) {
    return Attribute.of(value);
  }

  static Stream<Case> nodes() {
    int[] row = shape(5);
    int[] matrix = shape(3, 4);
    int[] image = shape(2, 3, 5, 6);
    Stream<Case> functions =
        Stream.of(
                "Neg",
                "Abs",
                "Exp",
                "Sin",
                "Cos",
                "Tan",
                "Atan",
                "Sinh",
                "Cosh",
                "Tanh",
                "Asinh",
                "Erf",
                "Sigmoid",
                "Relu",
                "LeakyRelu",
                "Elu",
                "Softplus",
                "Mish",
                "Softmax",
                "LogSoftmax",
                "Gelu",
                "HardSwish",
                "Identity",
                "Flatten",
                "ReduceProd",
                "Transpose")
            .map(name -> Case.of(name, matrix));
    Stream<Case> positive =
        Stream.of("Sqrt", "Log", "Reciprocal", "Acosh", "ReduceLogSum")
            .map(name -> Case.of(name, matrix).above(1.25));
    Stream<Case> pairs =
        Stream.of("Add", "Sub", "Mul", "Min", "Max", "Sum", "Mean")
            .map(name -> Case.of(name, matrix, shape(4)));
    Stream<Case> structured =
        Stream.of(
            Case.of("Div", matrix, shape(4)).above(0.5),
            Case.of("Pow", matrix, shape(4)).above(0.5),
            Case.of("MatMul", shape(2, 3, 4), shape(4, 5)),
            Case.of("Gemm", shape(4, 3), shape(4, 5), shape(5)).with("transA", one(1)),
            Case.of("Einsum", shape(3, 4), shape(4, 5)).with("equation", Attribute.of("ij,jk->ki")),
            Case.of("Conv", image, shape(4, 3, 3, 2), shape(4)).with("pads", 1, 0, 2, 1),
            Case.of("Conv", shape(1, 4, 7, 7), shape(4, 2, 3, 3))
                .with("group", one(2))
                .with("strides", 2, 2)
                .with("dilations", 1, 2),
            Case.of("ConvTranspose", shape(1, 2, 4, 4), shape(2, 3, 3, 3)).with("strides", 2, 1),
            Case.of("MaxPool", image).with("kernel_shape", 2, 3).with("pads", 1, 0, 0, 1),
            Case.of("AveragePool", image).with("kernel_shape", 2, 3).with("strides", 2, 2),
            Case.of("LpPool", image).with("kernel_shape", 2, 2),
            Case.of("GlobalAveragePool", image),
            Case.of("BatchNormalization", image, shape(3), shape(3), shape(3), shape(3)).above(0.5),
            Case.of("InstanceNormalization", image, shape(3), shape(3)),
            Case.of("LRN", image).with("size", one(3)),
            Case.of("LpNormalization", matrix),
            Case.of("ReduceL2", matrix),
            Case.of("ReduceLogSumExp", matrix),
            Case.of("ReduceMax", matrix).and(Tensor.list(1)),
            Case.of("ReduceMin", matrix).and(Tensor.list(0)),
            Case.of("CumSum", matrix).with("reverse", one(1)).and(Tensor.scalar(1)),
            Case.of("CumSum", matrix).with("exclusive", one(1)).and(Tensor.scalar(0)),
            Case.of("Gather", matrix).and(Tensor.of(DType.INT64, shape(2, 2), 0, 2, -1, 2)),
            Case.of("GatherElements", matrix).and(Tensor.of(DType.INT64, shape(2, 2), 0, 2, -1, 2)),
            Case.of("Slice", matrix)
                .and(Tensor.list(2, 3))
                .and(Tensor.list(-4, 0))
                .and(Tensor.list(0, 1))
                .and(Tensor.list(-1, -2)),
            Case.of("Pad", matrix)
                .with("mode", Attribute.of("reflect"))
                .and(Tensor.list(1, 2, 0, 1)),
            Case.of("Expand", shape(3, 1)).and(Tensor.list(2, 3, 4)),
            Case.of("Tile", matrix).and(Tensor.list(2, 1)),
            Case.of("Reshape", matrix).and(Tensor.list(2, 6)),
            Case.of("Concat", matrix, shape(2, 4)).with("axis", one(0)),
            Case.of("DepthToSpace", shape(1, 4, 2, 2)).with("blocksize", one(2)),
            Case.of("Trilu", matrix),
            Case.of("RNN", shape(3, 2, 4), shape(1, 5, 4), shape(1, 5, 5), shape(1, 10))
                .with("hidden_size", one(5)),
            Case.of("GRU", shape(3, 2, 4), shape(2, 15, 4), shape(2, 15, 5))
                .with("hidden_size", one(5))
                .with("direction", Attribute.of("bidirectional")),
            Case.of("LSTM", shape(3, 2, 4), shape(1, 20, 4), shape(1, 20, 5))
                .with("hidden_size", one(5))
                .with("direction", Attribute.of("reverse")),
            Case.of("Abs", row).above(0.25),
            Case.of("Exp", shape(3, 1100)));
    return Stream.of(functions, positive, pairs, structured).flatMap(s -> s);
  }

  @ParameterizedTest
  @MethodSource("nodes")
  void theGradientOfANodeIsWhatDifferencesComeTo(Case c) {
    Choices choices = Choices.of(c.toString().hashCode());
    Graph graph = c.graph();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Value v : graph.inputs()) {
      inputs.put(v.name(), draw(choices, c.floor, v.type().shape().orElseThrow().numbers()));
    }
    checkAgainstDifferences(choices, graph, inputs);
  }

  @Test
  void theGradientGoesThroughGraphsWhoseValuesAreUsedTwice() {
    Value x = new Value("x", TensorType.of(DType.FLOAT64, 3, 3));
    Map<String, Tensor> constants =
        Map.of("w", draw(Choices.of(1), Double.NEGATIVE_INFINITY, 3, 3));
    List<Node> nodes =
        List.of(
            Node.of("MatMul", List.of("x", "w"), List.of("a"), Map.of()),
            Node.of("Tanh", List.of("a"), List.of("b"), Map.of()),
            Node.of("Mul", List.of("a", "b"), List.of("c"), Map.of()),
            Node.of("Add", List.of("c", "x"), List.of("d"), Map.of()),
            Node.of("Mul", List.of("d", "d"), List.of("y"), Map.of()));
    Choices choices = Choices.of(2);
    checkAgainstDifferences(
        choices,
        graphOf(List.of(x), constants, nodes),
        Map.of("x", draw(choices, Double.NEGATIVE_INFINITY, 3, 3)));
  }

  @Test
  void aProductWithZerosPassesItsAdjointToTheZero() {
    Graph graph = Case.of("ReduceProd", shape(2, 3)).and(Tensor.list(1)).graph();
    Tensor x = Tensor.of(DType.FLOAT64, shape(2, 3), 2.0, 0.0, 5.0, 0.0, 3.0, 0.0);
    GraphReading values = GraphReading.values(graph, Map.of("x0", x));
    double[] adjoint =
        GraphGradient.of(values, Map.of("y", new double[] {1, 1}), Set.of("x0"), 0).adjoint("x0");
    assertThat(adjoint).containsExactly(0, 10, 0, 0, 0, 0);
  }

  @Test
  void roundingHasTheSlopeOfTheIdentityAndFlatPiecesLeak() {
    Tensor x = Tensor.of(DType.FLOAT64, shape(2), -1.7, 2.3);
    Map<String, double[]> seeds = Map.of("y", new double[] {1, 1});
    for (String name : List.of("Floor", "Relu")) {
      GraphReading values = GraphReading.values(Case.of(name, shape(2)).graph(), Map.of("x0", x));
      double[] adjoint = GraphGradient.of(values, seeds, Set.of("x0"), 0.25).adjoint("x0");
      assertThat(adjoint).containsExactly(name.equals("Floor") ? 1 : 0.25, 1);
    }
  }

  private static Tensor draw(Choices choices, double floor, int... shape) {
    double[] x = new double[Tensor.size(shape)];
    for (int k = 0; k < x.length; k++) {
      x[k] = floor > Double.NEGATIVE_INFINITY ? floor + choices.unit() : choices.normal();
    }
    return Tensor.of(DType.FLOAT64, shape, x);
  }

  /** The derivatives of a random weighting of the output, by some elements of each input. */
  private static void checkAgainstDifferences(
      Choices choices, Graph graph, Map<String, Tensor> inputs) {
    GraphReading values = GraphReading.values(graph, inputs);
    double[] seed = new double[values.value("y").size()];
    for (int k = 0; k < seed.length; k++) {
      seed[k] = choices.normal();
    }
    GraphGradient gradient = GraphGradient.of(values, Map.of("y", seed), inputs.keySet(), 0);
    inputs.forEach(
        (name, tensor) -> {
          double[] adjoint = gradient.adjoint(name);
          for (int t = 0; t < 12; t++) {
            int k = choices.between(0, tensor.size() - 1);
            double above = weighted(graph, inputs, seed, name, k, STEP);
            double below = weighted(graph, inputs, seed, name, k, -STEP);
            double slope = (above - below) / (2 * STEP);
            assertThat(adjoint[k])
                .as("by element %s of %s", k, name)
                .isCloseTo(slope, within(1e-5 * (1 + Math.abs(slope))));
          }
        });
  }

  private static double weighted(
      Graph graph, Map<String, Tensor> inputs, double[] seed, String name, int k, double step) {
    Tensor t = Objects.requireNonNull(inputs.get(name));
    double[] moved = t.reals().clone();
    moved[k] += step;
    Map<String, Tensor> others = new LinkedHashMap<>(inputs);
    others.put(name, Tensor.of(DType.FLOAT64, t.shape(), moved));
    double[] y = GraphReading.values(graph, others).value("y").reals();
    double sum = 0;
    for (int e = 0; e < y.length; e++) {
      sum += seed[e] * y[e];
    }
    return sum;
  }
}
