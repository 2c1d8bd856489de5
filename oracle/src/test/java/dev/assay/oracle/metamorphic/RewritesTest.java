package dev.assay.oracle.metamorphic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Choices;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Outcome.Status;
import dev.assay.core.backend.Verdict;
import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.reading.FunctionErrors;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RewritesTest {
  private static final Tensor X = Tensor.of(DType.FLOAT32, new int[] {2, 2}, 1.0, 2.0, 3.0, 4.0);
  private static final Map<String, Tensor> INPUTS = Map.of("x", X, "w", X);

  private static Graph graph(Node... nodes) {
    TensorType type = TensorType.of(X);
    return new Graph(
        "",
        Map.of("", 20),
        List.of(new Value("x", type), new Value("w", type)),
        Map.of(),
        List.of(nodes),
        List.of(new Value("y", type)));
  }

  private static Node node(String operator, Map<String, Attribute> attributes, String... inputs) {
    return Node.of(operator, List.of(inputs), List.of("y"), attributes);
  }

  private static Optional<Map<Integer, Integer>> alignment(Node node, int axis) {
    GraphReading reading = GraphReading.values(graph(node), INPUTS);
    return Alignment.of(reading.reading(node), 0, axis);
  }

  @Test
  void rowsAndColumnsOfAProductAreCutByTheOneAndTheOther() {
    Node product = node("MatMul", Map.of(), "x", "w");
    assertThat(alignment(product, 0)).contains(Map.of(0, 0));
    assertThat(alignment(product, 1)).contains(Map.of(1, 1));
  }

  @Test
  void aSoftmaxIsCutAlongOtherAxesThanItsOwn() {
    Node softmax = node("Softmax", Map.of("axis", Attribute.of(1L)), "x");
    assertThat(alignment(softmax, 0)).contains(Map.of(0, 0));
    assertThat(alignment(softmax, 1)).isEmpty();
  }

  @Test
  void anInputThatIsAlsoReadWholeIsNotCut() {
    Node square =
        Node.of("Einsum", List.of("x"), List.of("y"), Map.of("equation", Attribute.of("ij->ji")));
    assertThat(alignment(square, 0)).contains(Map.of(0, 1));
    Node lengths = node("LpNormalization", Map.of("axis", Attribute.of(0L)), "x");
    assertThat(alignment(lengths, 0)).isEmpty();
  }

  @Test
  void eachFormHasOneRuleMore() {
    Graph graph = graph(node("MatMul", Map.of(), "x", "w"));
    List<Rewritten> forms = Rewrites.some(graph, INPUTS, 3, Choices.of(1));
    assertThat(forms).extracting(f -> f.rules().size()).containsExactly(1, 2, 3);
    assertThat(Rewrites.some(graph, INPUTS, 3, Choices.of(1))).isEqualTo(forms);
  }

  @Test
  void anOldModelIsLeftAsItIs() {
    Graph g = graph(node("Add", Map.of(), "x", "w"));
    Graph old = new Graph("", Map.of("", 12), g.inputs(), Map.of(), g.nodes(), g.outputs());
    assertThat(Rewrites.by("identity", old, INPUTS, Choices.of(1))).isEmpty();
  }

  @Test
  void aWrongElementOfTheRewrittenFormIsAMismatchAndARefusalAnError() {
    Graph graph = graph(node("Add", Map.of(), "x", "w"));
    Rewritten form = Rewrites.by("transpose-twice", graph, INPUTS, Choices.of(1)).orElseThrow();
    Twin twin = new Twin(GraphReading.of(graph, INPUTS), form);
    Tensor right = twin.reading().value("y");
    assertThat(verdict(twin, Outcome.ok(List.of(right), 1))).isEqualTo(Verdict.PASS);
    assertThat(verdict(twin, Outcome.ok(List.of(X), 1))).isEqualTo(Verdict.MISMATCH);
    assertThat(verdict(twin, Outcome.failed(Status.ERROR, Phase.COMPILE, "no", 1)))
        .isEqualTo(Verdict.ERROR);
    assertThat(verdict(twin, Outcome.failed(Status.UNSUPPORTED, Phase.COMPILE, "no", 1)))
        .isEqualTo(Verdict.UNSUPPORTED);
  }

  private static Verdict verdict(Twin twin, Outcome outcome) {
    return twin.judge(outcome, Optional.empty(), () -> FunctionErrors.COMMON).verdict();
  }

  /** The enclosure of the original counts too: here the form is judged beside another original. */
  @Test
  void whatTheOriginalDoesNotGiveIsAMismatch() {
    Graph sum = graph(node("Add", Map.of(), "x", "w"));
    Graph product = graph(node("Mul", Map.of(), "x", "w"));
    Rewritten form = Rewrites.by("identity", sum, INPUTS, Choices.of(1)).orElseThrow();
    Twin twin = new Twin(GraphReading.of(product, INPUTS), form);
    Outcome outcome = Outcome.ok(List.of(twin.reading().value("y")), 1);
    assertThat(verdict(twin, outcome)).isEqualTo(Verdict.MISMATCH);
  }

  @Test
  void theRulesAreDocumented() throws IOException {
    assertThat(Files.readAllLines(Path.of("../docs/metamorphic.md"))).containsAll(Rewrites.table());
  }
}
