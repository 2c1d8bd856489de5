package dev.assay.generator.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.KnownOperators;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.generator.Binding;
import dev.assay.generator.Census;
import dev.assay.generator.Found;
import dev.assay.generator.Gear;
import dev.assay.generator.InputSearch;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Models of which some nodes are of an operator that only rules are known of: Concat, under another
 * name, as a system's own.
 */
final class HybridModelsTest {
  private static final Operator JOIN =
      OperatorFromRules.of(
          RulesFromText.of(
                  List.of(
                      "assay rules 1",
                      "operator local Join 1 1 1",
                      "input inputs variadic T float32 int64 bool",
                      "output joined single T float32 int64 bool",
                      "attribute axis INT required",
                      "types T float32 int64",
                      "require without(most(inputs), axis) = without(least(inputs), axis)",
                      "type joined type(inputs)",
                      "shape joined with(inputs, axis, total(inputs)[axis])"))
              .get(0));

  private static final Set<String> OTHERS =
      Set.of("Add", "Mul", "Relu", "Transpose", "Cast", "MatMul", "ReduceSum", "Slice");

  private static ModelOptions options(Gear gear) {
    return ModelOptions.STANDARD
        .withGear(gear)
        .withOpsets(17, 17)
        .withOperators(o -> o.equals(JOIN) || OTHERS.contains(o.name()))
        .withKnown(new KnownOperators(List.of(JOIN)), HybridModelsTest::results);
  }

  /** What the system makes of its own operator. */
  private static Optional<List<Tensor>> results(Node node, List<Tensor> inputs) {
    if (!isJoin(node)) {
      return Optional.empty();
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    inputs.forEach(t -> constants.put("x" + constants.size(), t));
    Node concat =
        new Node(
            "", "", "Concat", List.copyOf(constants.keySet()), List.of("y"), node.attributes());
    Graph alone = new Graph("", Map.of("", 17), List.of(), constants, List.of(concat), List.of());
    return Optional.of(List.of(GraphReading.values(alone, Map.of()).value("y")));
  }

  private static boolean isJoin(Node node) {
    return node.operator().equals("Join");
  }

  private static List<Model> models(Gear gear, int count) {
    ModelGenerator generator = new ModelGenerator(options(gear));
    Choices campaign = Choices.of(7);
    return IntStream.range(0, count).mapToObj(k -> generator.at(campaign, k)).toList();
  }

  /** The same graph of what the rules are rules of. */
  private static Graph translated(Graph graph) {
    List<Node> nodes = new ArrayList<>();
    for (Node n : graph.nodes()) {
      nodes.add(
          isJoin(n)
              ? new Node(n.name(), "", "Concat", n.inputs(), n.outputs(), n.attributes())
              : n);
    }
    return graph.withNodes(nodes);
  }

  @ParameterizedTest
  @EnumSource
  void areValidUnderWhatTheRulesAreOfAndJoinedBothWays(Gear gear) {
    int joins = 0;
    int read = 0;
    int reading = 0;
    for (Model model : models(gear, 120)) {
      Graph graph = model.graph();
      assertThatCode(() -> ShapeReading.of(translated(graph)))
          .as(graph.toString())
          .doesNotThrowAnyException();
      Set<String> joined = new HashSet<>();
      Set<String> others = new HashSet<>();
      for (Node node : graph.nodes()) {
        joins += isJoin(node) ? 1 : 0;
        read += !isJoin(node) && node.inputs().stream().anyMatch(joined::contains) ? 1 : 0;
        reading += isJoin(node) && node.inputs().stream().anyMatch(others::contains) ? 1 : 0;
        (isJoin(node) ? joined : others).addAll(node.outputs());
      }
    }
    assertThat(List.of(joins, read, reading)).allMatch(count -> count > 0);
  }

  @Test
  void areTheSameBytesOfTheSameSeed() {
    List<Model> one = models(Gear.MIXED, 40);
    List<Model> other = models(Gear.MIXED, 40);
    for (int k = 0; k < one.size(); k++) {
      assertThat(OnnxFromGraph.of(one.get(k).graph()))
          .isEqualTo(OnnxFromGraph.of(other.get(k).graph()));
    }
  }

  @Test
  void oweTheTypesThatTheRulesLet() {
    assertThat(new ModelGenerator(options(Gear.MIXED)).bindings())
        .filteredOn(b -> b.operator().equals(JOIN))
        .extracting(Binding::type)
        .containsExactlyInAnyOrder(DType.FLOAT32, DType.INT64);
  }

  @Test
  void haveTheValuesThatTheSystemGives() {
    int searched = 0;
    for (Model model : models(Gear.CONCRETE, 60)) {
      if (model.graph().nodes().stream().anyMatch(HybridModelsTest::isJoin)) {
        Found found = InputSearch.standard().find(model, Choices.of(3));
        GraphReading hybrid = found.reading();
        GraphReading plain = GraphReading.of(translated(found.graph()), found.inputs());
        for (var v : found.graph().outputs()) {
          assertThat(hybrid.value(v.name())).isEqualTo(plain.value(v.name()));
        }
        searched += found.isGood() ? 1 : 0;
      }
    }
    assertThat(searched).isPositive();
  }

  @Test
  void areCounted() {
    Census census = new Census(new KnownOperators(List.of(JOIN)));
    models(Gear.CONCRETE, 40).forEach(m -> census.add(m.graph()));
    assertThat(census.operators()).containsKey("local.Join");
  }
}
