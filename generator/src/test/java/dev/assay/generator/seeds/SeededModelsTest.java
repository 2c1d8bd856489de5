package dev.assay.generator.seeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.Choices;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.tensor.DType;
import dev.assay.generator.Model;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import dev.assay.generator.ShapeReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeededModelsTest {
  private static final Path NODE_TESTS = Path.of("../../shared/data/onnx-node-tests.zip");

  @TempDir Path folder;

  private static SeededModels shipped() {
    return new SeededModels(ModelOptions.STANDARD, ShippedSeeds.all(), 1);
  }

  /** Every model is valid, within the options, and reads back from ONNX as it is. */
  @Test
  void modelsOfTheShippedSeedsAreValid() {
    Set<String> operators = requireValid(shipped(), 400);
    assertThat(operators)
        .contains("Conv", "MatMul", "LayerNormalization", "Resize", "LSTM", "QuantizeLinear");
  }

  @Test
  void modelsOfOnnxsNodeTestsAreValid() {
    assumeTrue(
        Files.exists(NODE_TESTS), "ONNX's node tests are not beside this checkout: " + NODE_TESTS);
    SeedFiles files = SeedFiles.at(NODE_TESTS);
    assertThat(files.seeds().list()).hasSizeGreaterThan(1000);
    requireValid(new SeededModels(ModelOptions.STANDARD, files.seeds(), 1), 150);
  }

  private static Set<String> requireValid(SeededModels models, int count) {
    Set<String> operators = new TreeSet<>();
    int made = 0;
    for (int k = 0; k < count; k++) {
      Optional<Model> model = models.seeded(Choices.of(k));
      if (model.isPresent()) {
        made++;
        Graph g = model.get().graph();
        assertThatCode(() -> ShapeReading.of(g)).as(g.toString()).doesNotThrowAnyException();
        assertThat(GraphFromOnnx.of(OnnxFromGraph.of(g)).nodes()).isEqualTo(g.nodes());
        for (Value v : g.feeds()) {
          assertThat(v.type().isConcrete()).as(v.toString()).isTrue();
        }
        g.nodes().forEach(n -> operators.add(n.operator()));
        assertThat(Catalogue.random())
            .extracting(Operator::name)
            .doesNotContainAnyElementsOf(operators);
      }
    }
    assertThat(made).as("of %d", count).isGreaterThan(count * 9 / 10);
    return operators;
  }

  /** A model hangs on its choices, whatever was drawn before. */
  @Test
  void theSameChoicesMakeTheSameModel() {
    SeededModels one = shipped();
    for (int k = 0; k < 20; k++) {
      one.next(Choices.of(k));
    }
    for (int k = 15; k < 20; k++) {
      assertThat(bytes(shipped().next(Choices.of(k)))).isEqualTo(bytes(one.next(Choices.of(k))));
    }
  }

  private static byte[] bytes(Model m) {
    return OnnxFromGraph.of(m.graph());
  }

  @Test
  void withoutSeedsModelsAreThoseOfTheGenerator() {
    SeededModels none = new SeededModels(ModelOptions.STANDARD, Seeds.NONE, 1);
    ModelGenerator drawn = new ModelGenerator(ModelOptions.STANDARD);
    for (int k = 0; k < 5; k++) {
      assertThat(bytes(none.next(Choices.of(k)))).isEqualTo(bytes(drawn.next(Choices.of(k))));
    }
  }

  /** Sizes are opened: of one cut come other sizes, and the rules of its operators hold of them. */
  @Test
  void sizesOfAPartWalk() {
    Seed cnn = ShippedSeeds.all().list().get(ShippedSeeds.NAMES.indexOf("cnn"));
    Graph part = Cut.of(cnn, 20, n -> true, Choices.of(1)).orElseThrow();
    Set<Value> inputs = new HashSet<>();
    for (int k = 0; k < 20; k++) {
      OpenGraph open = new OpenGraph(part, 4096);
      open.sizes().walk(12, Choices.of(k));
      Mixture closed = open.closed(Choices.of(k)).finished();
      assertThat(closed.graph().nodes()).hasSameSizeAs(part.nodes());
      inputs.addAll(closed.graph().inputs());
    }
    assertThat(inputs).hasSizeGreaterThan(10);
  }

  /** Each kind of mutation finds a place, and what it leaves is valid and another graph. */
  @Test
  void everyMutationKeepsValidity() {
    Map<Mutation, Integer> changed = new EnumMap<>(Mutation.class);
    SeededModels models = shipped();
    for (int k = 0; k < 40; k++) {
      Mixture mixture = Mixture.of(models.next(Choices.of(k)));
      for (Mutation m : Mutation.values()) {
        try {
          Mixture after = m.of(mixture, ModelOptions.STANDARD, Choices.of(k));
          ShapeReading.of(after.graph());
          if (!after.graph().equals(mixture.graph())) {
            changed.merge(m, 1, Integer::sum);
          }
        } catch (IllegalArgumentException e) {
          assertThat(e).hasMessageMatching("(?s)\\S.*");
        }
      }
    }
    assertThat(changed.keySet()).containsExactly(Mutation.values());
  }

  @Test
  void badFilesAreToldAndPassedOver() throws Exception {
    Files.write(folder.resolve("good.onnx"), ShippedSeeds.model("mlp"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(inner.resolve("bad.onnx"), "no model at all");
    SeedFiles files = SeedFiles.at(folder);
    assertThat(files.seeds().list()).hasSize(1);
    assertThat(files.problems()).singleElement().asString().contains("bad.onnx");
    Files.delete(folder.resolve("good.onnx"));
    assertThatCode(() -> SeedFiles.at(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are no seeds");
  }

  /** The digest tells content, and not where it lies. */
  @Test
  void otherSeedsHaveAnotherDigest() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.write(one.resolve("a.onnx"), ShippedSeeds.model("mlp"));
    Files.write(two.resolve("a.onnx"), ShippedSeeds.model("mlp"));
    assertThat(SeedFiles.at(one).seeds().digest()).isEqualTo(SeedFiles.at(two).seeds().digest());
    Files.write(two.resolve("a.onnx"), ShippedSeeds.model("cnn"));
    assertThat(SeedFiles.at(one).seeds().digest()).isNotEqualTo(SeedFiles.at(two).seeds().digest());
  }

  /** What stands around a node of an operator that nobody knows is used all the same. */
  @Test
  void partsAroundUnknownOperatorsAreUsed() {
    Graph mlp = GraphFromOnnx.of(ShippedSeeds.model("mlp"));
    List<Node> nodes =
        mlp.nodes().stream()
            .map(
                n ->
                    n.operator().equals("Tanh")
                        ? Node.of("Unheard", n.inputs(), n.outputs(), Map.of())
                        : n)
            .toList();
    Graph odd = new Graph("odd", mlp.opsets(), mlp.inputs(), mlp.constants(), nodes, mlp.outputs());
    Seed seed = SeedReading.of(odd, Map.of());
    assertThat(seed.nodes()).isNotEmpty().noneMatch(n -> n.operator().equals("Unheard"));
    assertThat(seed.nodes()).hasSizeLessThan(nodes.size() - 1);
    Node unheard = nodes.stream().filter(n -> n.operator().equals("Unheard")).findFirst().get();
    Seed declared =
        SeedReading.of(odd, Map.of(unheard.outputs().get(0), TensorType.of(DType.FLOAT32, 4, 6)));
    assertThat(declared.nodes()).hasSize(nodes.size() - 1);
  }
}
