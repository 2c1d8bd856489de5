package dev.assay.generator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.Enclosure;
import dev.assay.core.reading.GraphReading;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GraphShapeTest {
  private static final int MODELS = 400;

  /** What shows that a shape was put on a graph. */
  private static final Map<GraphShape, Predicate<Graph>> SIGNS =
      new EnumMap<>(
          Map.of(
              GraphShape.COMPUTED_SIZES, g -> has(g, "Shape") && has(g, "Concat"),
              GraphShape.BRANCHES, g -> has(g, "If"),
              GraphShape.LOOPS, g -> has(g, "Loop"),
              GraphShape.SCANS, g -> has(g, "Scan"),
              GraphShape.DEFAULTED_INPUTS, g -> g.inputs().size() > g.feeds().size(),
              GraphShape.CONSTANT_NODES, g -> has(g, "Constant"),
              GraphShape.DEAD_NODES, g -> g.outputs().size() == 1,
              GraphShape.SYMBOLIC_SIZES,
                  g ->
                      g.inputs().stream()
                          .anyMatch(v -> !v.type().shape().orElseThrow().areNumbers())));

  private static boolean has(Graph graph, String operator) {
    return graph.nodes().stream().anyMatch(n -> n.operator().equals(operator));
  }

  @ParameterizedTest
  @EnumSource(GraphShape.class)
  void theExampleOfAShapeHasIt(GraphShape shape) {
    Graph graph = shape.example(18).graph();
    assertThat(SIGNS.get(shape)).accepts(graph);
    SIGNS.forEach(
        (other, sign) -> {
          if (other != shape) {
            assertThat(sign.test(graph)).as("%s in that of %s", other, shape).isFalse();
          }
        });
  }

  /** A shape changes no result, as far as it is still asked for. */
  @Test
  void shapesLeaveWhatIsComputed() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    InputSearch search = InputSearch.standard();
    int shaped = 0;
    for (int seed = 0; seed < MODELS; seed++) {
      Choices choices = Choices.of(seed);
      Model model = models.next(choices);
      Found plain = search.find(model, choices.fork(1));
      Found other = GraphShape.in(model, plain, EnumSet.allOf(GraphShape.class), choices.fork(2));
      if (other.equals(plain)) {
        continue;
      }
      shaped++;
      assertSameResults(seed, plain, other);
    }
    assertThat(shaped).isGreaterThan(MODELS / 4);
  }

  /** So a campaign reads a test again only where a shape changed it. */
  @Test
  void whatTheSearchReadHoldsOfTheShapedModelInItsFile() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD);
    InputSearch search = InputSearch.standard();
    long saved = 0;
    long all = 0;
    for (int seed = 0; seed < MODELS / 2; seed++) {
      Choices choices = Choices.of(seed);
      Model model = models.next(choices);
      Found plain = search.find(model, choices.fork(1));
      Found found = GraphShape.in(model, plain, EnumSet.allOf(GraphShape.class), choices.fork(2));
      Graph file = GraphFromOnnx.of(OnnxFromGraph.of(found.graph()));
      List<GraphReading> earlier = found.enclosed().stream().toList();
      GraphReading reading = GraphReading.of(file, found.inputs(), earlier);
      GraphReading whole = GraphReading.of(file, found.inputs());
      assertThat(reading.values()).as("seed %d", seed).isEqualTo(whole.values());
      assertThat(told(reading)).as("seed %d", seed).isEqualTo(told(whole));
      saved += whole.work() - reading.work();
      all += whole.work();
    }
    assertThat(saved).isGreaterThan(all / 2);
  }

  /** What a reading says of the values of a model. */
  private static List<String> told(GraphReading reading) {
    List<String> told = new ArrayList<>();
    reading.doubts().forEach(d -> told.add(d.toString()));
    for (String name : new TreeSet<>(reading.values().keySet())) {
      told.add(name + reading.isSpecified(name) + reading.hasSpecifiedShape(name));
      Enclosure enclosure = reading.enclosure(name);
      for (int k = 0; k < enclosure.size(); k++) {
        told.add(enclosure.describe(k));
      }
    }
    return told;
  }

  /** What one body makes may be read by another. */
  @Test
  void severalBodiesLeaveWhatIsComputed() {
    ModelGenerator models = new ModelGenerator(ModelOptions.STANDARD.withGear(Gear.CONCRETE));
    InputSearch search = InputSearch.standard();
    Set<GraphShape> bodies = EnumSet.of(GraphShape.BRANCHES, GraphShape.LOOPS, GraphShape.SCANS);
    for (int seed = 0; seed < MODELS / 4; seed++) {
      Choices choices = Choices.of(seed);
      Model model = models.next(choices);
      Found plain = search.find(model, choices.fork(1));
      Found other = GraphShape.put(bodies, plain, model.data().keySet(), choices.fork(2));
      assertSameResults(seed, plain, other);
    }
  }

  private static void assertSameResults(int seed, Found plain, Found shaped) {
    Graph read = GraphFromOnnx.of(OnnxFromGraph.of(shaped.graph()));
    Graph drawn = GraphFromOnnx.of(OnnxFromGraph.of(plain.graph()));
    GraphReading before = GraphReading.values(drawn, plain.inputs());
    GraphReading after = GraphReading.values(read, shaped.inputs());
    for (Value v : read.outputs()) {
      assertThat(after.value(v.name()))
          .as("seed %d: %s", seed, v)
          .isEqualTo(before.value(v.name()));
    }
  }

  /** The nodes of a body read what is around them by its name. */
  @Test
  void bodiesReadOuterValues() {
    Graph graph = GraphShape.BRANCHES.example(18).graph();
    Node node =
        graph.nodes().stream().filter(n -> n.operator().equals("If")).findFirst().orElseThrow();
    List<Graph> bodies = node.attributes().values().stream().map(Attribute::graph).toList();
    assertThat(bodies).allMatch(b -> b.inputs().isEmpty());
    assertThat(bodies).anyMatch(b -> b.nodes().stream().anyMatch(n -> !n.inputs().isEmpty()));
  }
}
