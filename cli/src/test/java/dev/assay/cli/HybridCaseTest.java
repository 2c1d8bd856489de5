package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Trial;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.CaseFolder;
import dev.assay.corpus.DataSet;
import dev.assay.corpus.Mix;
import dev.assay.corpus.Recipe;
import dev.assay.corpus.TestCase;
import dev.assay.generator.ModelOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases with a node of a system's own operator, and the rules that such nodes are drawn by. */
final class HybridCaseTest {
  private static final String RULES =
      String.join(
          "\n",
          "assay rules 1",
          "operator local Twice 1 1 1",
          "input x single T float32",
          "output y single T float32",
          "types T float32",
          "type y type(x)",
          "shape y x");

  private static final Tensor X = Tensor.of(DType.FLOAT32, new int[] {2}, 1.5, -2.0);

  @TempDir private Path folder;

  @BeforeEach
  void rememberAnswersHere() {
    System.setProperty("assay.cache", folder.resolve("cache").toString());
  }

  @AfterEach
  void forgetThem() {
    System.clearProperty("assay.cache");
  }

  private static Graph graph() {
    return new Graph(
        "g",
        Map.of("", 17, "local", 1),
        List.of(new Value("x", TensorType.of(X))),
        Map.of(),
        List.of(
            new Node("", "local", "Twice", List.of("x"), List.of("h"), Map.of()),
            Node.of("Abs", List.of("h"), List.of("y"), Map.of())),
        List.of(new Value("y", TensorType.of(X))));
  }

  /** A system that has the operator, where the graph has nothing that another size spoils. */
  private static Outcome system(Trial trial) {
    Graph graph = GraphFromOnnx.of(trial.model());
    try {
      return Outcome.ok(
          GraphReading.values(graph, trial.inputs(), (node, inputs) -> twice(node, inputs))
              .outputs(),
          1);
    } catch (IllegalArgumentException e) {
      return Outcome.failed(Status.ERROR, Phase.RUN, "no", 1);
    }
  }

  private static Optional<List<Tensor>> twice(Node node, List<Tensor> inputs) {
    if (!node.operator().equals("Twice")) {
      return Optional.empty();
    }
    double[] reals = inputs.get(0).reals().clone();
    for (int k = 0; k < reals.length; k++) {
      reals[k] *= 2;
    }
    return Optional.of(List.of(Tensor.of(DType.FLOAT32, inputs.get(0).shape(), reals)));
  }

  private static FakeRunner right() {
    return new FakeRunner("exec:right", (trial, before) -> system(trial));
  }

  private Replay.Row replayed(FakeRunner runner) throws InterruptedException {
    CaseFolder.write(
        folder.resolve("case"),
        new TestCase(
            "case",
            OnnxFromGraph.of(graph()),
            List.of(DataSet.of(Map.of("x", X), Map.of())),
            Optional.empty()));
    return new Replay(List.of(runner))
        .alone("case", CaseFolder.read(folder.resolve("case")))
        .get(0);
  }

  @Test
  void aCaseReplaysFromItsFolderAlone() throws InterruptedException {
    assertThat(replayed(right()).verdict()).isEqualTo(Verdict.INDECISIVE);
  }

  @Test
  void anotherShapeThanTheSystemGivesByItselfIsWrong() throws InterruptedException {
    FakeRunner cut =
        new FakeRunner(
            "exec:cut",
            (trial, before) ->
                GraphFromOnnx.of(trial.model()).nodes().size() == 1
                    ? system(trial)
                    : Outcome.ok(List.of(Tensor.of(DType.FLOAT32, new int[] {1}, 3.0)), 1));
    Replay.Row row = replayed(cut);
    assertThat(row.verdict()).isEqualTo(Verdict.MISMATCH);
    assertThat(row.detail()).contains("the shape is wrong");
  }

  private Recipe recipe(List<String> rules, String digest) {
    List<String> some = List.of("local.Twice", "Add", "Relu", "Transpose");
    return new Recipe(1, 6, some, List.of(), List.of(), 17, List.of(), "", List.of())
        .with(Mix.NOTHING.withRules(rules, digest));
  }

  @Test
  void aRecipeHoldsTheRulesThatItWasMadeWith() throws Exception {
    Path file = folder.resolve("local.rules");
    Files.writeString(file, RULES);
    List<String> rules = RuleFiles.named(List.of(file.toString(), "none"));
    Recipe recipe = recipe(rules, RuleFiles.digest(rules));
    assertThat(recipe.toString()).contains("--rules " + file);
    assertThat(RuleFiles.of(recipe, List.of()).beside())
        .extracting(Object::toString)
        .containsExactly("local.Twice-1");
    Files.writeString(file, RULES + "\nrequire x >= 2\n");
    assertThatThrownBy(() -> RuleFiles.of(recipe, List.of()))
        .hasMessageContaining("the rules are not those that the tests were made with");
  }

  @Test
  void rulesThatDoNotShipAreSaidToBeMissing() {
    assertThatThrownBy(() -> RuleFiles.of(recipe(List.of(Mix.SHIPPED), ""), List.of(right())))
        .hasMessageContaining("no rules ship for a backend")
        .hasMessageContaining("assay infer");
  }

  @Test
  void rulesWithoutASystemAreOfNoUse() throws Exception {
    Path file = folder.resolve("alone.rules");
    Files.writeString(file, RULES);
    List<String> rules = RuleFiles.named(List.of(file.toString()));
    Recipe recipe = recipe(rules, RuleFiles.digest(rules));
    assertThatThrownBy(() -> GeneratedTests.of(recipe, Backends.aims(List.of())))
        .hasMessageContaining("--backend with a system that has them");
  }

  @Test
  void aTestIsItsNumberAloneAndHasValuesBySystem() throws Exception {
    Path file = folder.resolve("twice.rules");
    Files.writeString(file, RULES);
    List<String> rules = RuleFiles.named(List.of(file.toString()));
    Recipe recipe = recipe(rules, RuleFiles.digest(rules));
    Aims aims = Aims.of(List.of(right()), r -> false);
    TestSource one = GeneratedTests.of(recipe, aims, 1).get(0);
    boolean hybrid = false;
    for (int k = 0; k < 12; k++) {
      MadeTest made = one.make(k);
      TestSource other = GeneratedTests.of(recipe, aims, 1).get(0);
      assertThat(other.make(k).model()).isEqualTo(made.model());
      Graph graph = GraphFromOnnx.of(made.model());
      boolean own = graph.nodes().stream().anyMatch(n -> n.domain().equals("local"));
      hybrid |= own;
      ModelOptions options = made.options();
      GraphReading reading = GraphReading.of(graph, made.inputs(), options.kernels());
      assertThat(reading.outputs()).hasSameSizeAs(graph.outputs());
    }
    assertThat(hybrid).isTrue();
  }
}
