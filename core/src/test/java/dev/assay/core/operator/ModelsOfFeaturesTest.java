package dev.assay.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trees and support vector machines give what ONNX's reference (1.23.2) gives. */
class ModelsOfFeaturesTest {
  private static final Tensor POINTS =
      Tensor.of(DType.FLOAT32, new int[] {3, 2}, 1, 2, -1, 0.5, 0.25, Double.NaN);
  private static final Tensor TWO_POINTS =
      Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1, 2, -1, 0.5);

  private static Tensor run(
      String operator, Tensor x, int output, DType type, Map<String, Attribute> attributes) {
    List<String> outputs = output == 0 ? List.of("y") : List.of("y", "z");
    Node node = new Node("", "ai.onnx.ml", operator, List.of("x"), outputs, attributes);
    Value in = new Value("x", TensorType.of(x));
    Value out = new Value(outputs.get(output), TensorType.ofUnknownRank(type));
    Graph graph =
        new Graph(
            "g",
            Map.of("", 20, "ai.onnx.ml", 3),
            List.of(in),
            Map.of(),
            List.of(node),
            List.of(out));
    GraphReading reading = GraphReading.of(graph, Map.of("x", x));
    assertThat(reading.doubts()).isEmpty();
    return reading.outputs().get(0);
  }

  private static Attribute ints(long... numbers) {
    return Attribute.ofInts(Arrays.stream(numbers).boxed().toList());
  }

  private static Attribute floats(double... numbers) {
    return Attribute.ofFloats(Arrays.stream(numbers).boxed().toList());
  }

  /** Two trees, one of a question and one of two; the second has a way for what is missing. */
  private static Map<String, Attribute> trees() {
    Map<String, Attribute> trees = new HashMap<>();
    trees.put("nodes_treeids", ints(0, 0, 0, 1, 1, 1, 1, 1));
    trees.put("nodes_nodeids", ints(0, 1, 2, 0, 1, 2, 3, 4));
    trees.put(
        "nodes_modes",
        Attribute.ofStrings(
            List.of(
                "BRANCH_LT", "LEAF", "LEAF", "BRANCH_GTE", "BRANCH_LEQ", "LEAF", "LEAF", "LEAF")));
    trees.put("nodes_featureids", ints(0, 0, 0, 1, 0, 0, 0, 0));
    trees.put("nodes_values", floats(0.5, 0, 0, 1, 1, 0, 0, 0));
    trees.put("nodes_truenodeids", ints(1, 0, 0, 1, 3, 0, 0, 0));
    trees.put("nodes_falsenodeids", ints(2, 0, 0, 2, 4, 0, 0, 0));
    trees.put("nodes_missing_value_tracks_true", ints(0, 0, 0, 1, 0, 0, 0, 0));
    return trees;
  }

  @ParameterizedTest
  @CsvSource({
    "SUM, 6.5, 17.5, 5.5",
    "AVERAGE, 3.5, 9, 3",
    "MIN, 2.5, 1.5, 1.5",
    "MAX, 4.5, 16.5, 4.5"
  })
  void treesVote(String aggregate, double first, double second, double third) {
    Map<String, Attribute> node = trees();
    node.put("n_targets", Attribute.of(1));
    node.put("aggregate_function", Attribute.of(aggregate));
    node.put("base_values", floats(0.5));
    node.put("target_treeids", ints(0, 0, 1, 1, 1));
    node.put("target_nodeids", ints(1, 2, 3, 4, 2));
    node.put("target_ids", ints(0, 0, 0, 0, 0));
    node.put("target_weights", floats(1, 2, 4, 8, 16));
    assertThat(run("TreeEnsembleRegressor", POINTS, 0, DType.FLOAT32, node))
        .isEqualTo(Tensor.of(DType.FLOAT32, new int[] {3, 1}, first, second, third));
  }

  @Test
  void treesVoteForClasses() {
    Map<String, Attribute> node = trees();
    node.put("classlabels_int64s", ints(7, 8, 9));
    node.put("class_treeids", ints(0, 0, 1, 1, 1, 0));
    node.put("class_nodeids", ints(1, 2, 3, 4, 2, 2));
    node.put("class_ids", ints(0, 1, 2, 0, 1, 2));
    node.put("class_weights", floats(1, 2, 4, 8, 0.5, 0.25));
    assertThat(run("TreeEnsembleClassifier", POINTS, 0, DType.INT64, node))
        .isEqualTo(Tensor.list(9, 7, 9));
    assertThat(run("TreeEnsembleClassifier", POINTS, 1, DType.FLOAT32, node))
        .isEqualTo(Tensor.of(DType.FLOAT32, new int[] {3, 3}, 0, 2, 4.25, 1, 0.5, 0, 1, 0, 4));
  }

  private static Map<String, Attribute> machine(String kernel) {
    Map<String, Attribute> node = new HashMap<>();
    node.put("kernel_type", Attribute.of(kernel));
    node.put("kernel_params", floats(0.5, 1, 2));
    return node;
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 0.25, -1",
    "POLY, 0.5, -0.28125",
    "RBF, 0.20139557, 0.10180229",
    "SIGMOID, 0.67313445, 0.28797537"
  })
  void supportVectorsWeigh(String kernel, double first, double second) {
    Map<String, Attribute> node = machine(kernel);
    node.put("coefficients", floats(1, -0.5));
    node.put("n_supports", Attribute.of(2));
    node.put("rho", floats(0.25));
    node.put("support_vectors", floats(1, 0, 0, 1));
    Tensor y = run("SVMRegressor", TWO_POINTS, 0, DType.FLOAT32, node);
    assertThat(y.reals()[0]).isCloseTo(first, within(1e-6));
    assertThat(y.reals()[1]).isCloseTo(second, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "LINEAR, 6, 5, -0.75, 0.5, 5.1, -1.25, 2.25, -2.4",
    "POLY, 6, 5, -1.5, 3.5, 8.35, -1.0625, 4.9375, -3.05625",
    "RBF, 5, 5, 0.01745585, -0.17652845, 0.9865362, -0.1658284, 1.5, -1.24530566",
    "SIGMOID, 5, 5, 0.19112068, 1.06392133, 0.52745348, -0.13616645, 1.43720818, -0.26725972"
  })
  void supportVectorsDecideBetweenEachTwoClasses(
      String kernel,
      long one,
      long other,
      double a,
      double b,
      double c,
      double d,
      double e,
      double f) {
    Map<String, Attribute> node = machine(kernel);
    node.put("classlabels_ints", ints(5, 6, 7));
    node.put("coefficients", floats(1, -1, 0.5, 2, -0.5, 1, 1, -2));
    node.put("vectors_per_class", ints(1, 1, 2));
    node.put("rho", floats(0.25, -0.5, 0.1));
    node.put("support_vectors", floats(1, 0, 0, 1, 1, 1, -1, 0.5));
    assertThat(run("SVMClassifier", TWO_POINTS, 0, DType.INT64, node))
        .isEqualTo(Tensor.list(one, other));
    double[] scores = run("SVMClassifier", TWO_POINTS, 1, DType.FLOAT32, node).reals();
    assertThat(scores).containsExactly(new double[] {a, b, c, d, e, f}, within(1e-6));
  }
}
