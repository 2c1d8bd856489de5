package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.expr.Dims;
import dev.assay.core.expr.Stage;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.Argument;
import dev.assay.core.reading.NodeReading;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Laws of models, whichever way their sizes came about. */
class GearTest {
  private static final Choices CAMPAIGN = Choices.of(7);

  private static ModelGenerator models(Gear gear) {
    return new ModelGenerator(ModelOptions.STANDARD.withGear(gear));
  }

  private static List<String> operators(Model model) {
    return model.graph().nodes().stream().map(Node::operator).toList();
  }

  /** The shapes of all values, as each node's definition gives them on numbers. */
  private static Map<String, Dims> shapes(Graph graph) {
    Map<String, Argument> known = new HashMap<>();
    Map<String, Dims> shapes = new HashMap<>();
    graph.constants().forEach((name, t) -> known.put(name, Argument.of(t)));
    for (Value v : graph.inputs()) {
      int[] shape = v.type().shape().orElseThrow().numbers();
      known.put(v.name(), Argument.of(v.type().element(), shape));
    }
    for (Node node : graph.nodes()) {
      int version = graph.opsets().getOrDefault(node.domain(), 1);
      Operator operator = Catalogue.find(node.domain(), node.operator(), version).orElseThrow();
      List<Optional<Argument>> arguments = new ArrayList<>();
      node.inputs().forEach(n -> arguments.add(Optional.ofNullable(known.get(n))));
      Map<Integer, Stage> meanings = NodeReading.of(operator, node, version, arguments).outputs();
      for (int k = 0; k < node.outputs().size(); k++) {
        Stage meaning = meanings.get(k);
        String name = node.outputs().get(k);
        if (!name.isEmpty()) {
          assertThat(meaning).as("%s of %s", name, node).isNotNull();
          shapes.put(name, meaning.shape());
          if (meaning.shape().areNumbers()) {
            known.put(name, Argument.of(meaning.type(), meaning.shape().numbers()));
          }
        }
      }
    }
    return shapes;
  }

  private static boolean agree(Dims drawn, Dims read) {
    boolean agree = drawn.rank() == read.rank();
    for (int a = 0; agree && a < drawn.rank(); a++) {
      boolean open = !drawn.get(a).isNumber() || !read.get(a).isNumber();
      agree = open || drawn.get(a).equals(read.get(a));
    }
    return agree;
  }

  /** What drawing says of sizes is not read again when models are made, so it is here. */
  @ParameterizedTest
  @EnumSource
  void everyNodeKeepsItsRulesOnNumbersAndOutputsHaveTheShapesThatWereDrawn(Gear gear) {
    ModelGenerator models = models(gear);
    for (int k = 0; k < 400; k++) {
      Graph graph = models.at(CAMPAIGN, k).graph();
      Map<String, Dims> shapes = shapes(graph);
      for (Value v : graph.outputs()) {
        Dims read = Objects.requireNonNull(shapes.get(v.name()));
        assertThat(agree(v.type().shape().orElseThrow(), read))
            .as("model %d: %s is %s", k, v, read)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aModelHangsOnItsNumberAloneAndNotOnThoseBefore(Gear gear) {
    ModelGenerator forwards = models(gear);
    ModelGenerator backwards = models(gear);
    List<byte[]> bytes = new ArrayList<>();
    for (int k = 0; k < 60; k++) {
      bytes.add(OnnxFromGraph.of(forwards.at(CAMPAIGN, k).graph()));
    }
    for (int k = 59; k >= 0; k--) {
      assertThat(OnnxFromGraph.of(backwards.at(CAMPAIGN, k).graph()))
          .as("model %d", k)
          .isEqualTo(bytes.get(k));
    }
  }

  @Test
  void symbolicModelsOfABatchTakeTurnsAmongStructuresAndHaveDifferentSizes() {
    ModelGenerator models = models(Gear.SYMBOLIC);
    Map<List<String>, Set<Map<String, Dims>>> sizes = new HashMap<>();
    for (int k = 0; k < Batch.STRUCTURES * Batch.SETS; k++) {
      Model model = models.at(CAMPAIGN, k);
      assertThat(operators(model)).isEqualTo(operators(models.at(CAMPAIGN, k % Batch.STRUCTURES)));
      sizes.computeIfAbsent(operators(model), o -> new HashSet<>()).add(shapes(model.graph()));
    }
    assertThat(sizes).hasSize(Batch.STRUCTURES);
    assertThat(sizes.values().stream().mapToInt(Set::size).sum())
        .isGreaterThan(Batch.STRUCTURES * Batch.SETS * 7 / 8);
  }

  @Test
  void oneMixedModelInTenIsSymbolic() {
    for (int run = 0; run < 3; run++) {
      int length = 10 * Batch.STRUCTURES * Batch.SETS;
      long first = (long) run * length;
      List<Long> symbolic =
          LongStream.range(first, first + length)
              .boxed()
              .filter(k -> Gear.MIXED.batch(CAMPAIGN, k).isPresent())
              .toList();
      assertThat(symbolic).hasSize(Batch.STRUCTURES * Batch.SETS);
      Batch batch = Gear.MIXED.batch(CAMPAIGN, symbolic.get(0)).orElseThrow();
      for (int k = 0; k < symbolic.size(); k++) {
        assertThat(batch.structure(symbolic.get(k))).isEqualTo(k % Batch.STRUCTURES);
        assertThat(batch.set(symbolic.get(k))).isEqualTo(k / Batch.STRUCTURES);
      }
    }
  }

  @Test
  void concreteModelsAskNoSolver() {
    ModelGenerator models = models(Gear.CONCRETE);
    for (int k = 0; k < 100; k++) {
      models.at(CAMPAIGN, k);
    }
    assertThat(models.tally().checks()).isZero();
  }

  @Test
  void fiveHundredNodesAreDrawn() {
    ModelGenerator models =
        new ModelGenerator(ModelOptions.STANDARD.withNodes(500).withGear(Gear.CONCRETE));
    assertThat(models.at(CAMPAIGN, 0).graph().nodes()).hasSize(500);
  }
}
