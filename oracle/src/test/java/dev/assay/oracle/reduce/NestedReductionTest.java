package dev.assay.oracle.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.GraphFromOnnx;
import dev.assay.core.onnx.OnnxFromGraph;
import dev.assay.core.reading.GraphReading;
import dev.assay.oracle.reduce.Reducer.Start;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Laws of what models with bodies, sequences and optionals are cut down to: it is valid and known
 * to be the least, nothing of it can be left out, and the number of threads does not matter.
 */
final class NestedReductionTest {

  /** A model, what has to stay in it, and the nodes that then are left, bodies in brackets. */
  private record Case(String name, Start model, Predicate<Graph> kept, String left) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    Predicate<Graph> sigmoid = g -> has(g, "Sigmoid");
    return Stream.of(
        new Case("what is in a branch", Nested.branches(), sigmoid, "Sigmoid"),
        new Case("what is in a loop", Nested.loop(), sigmoid, "Sigmoid"),
        new Case("what is in a scan", Nested.scan(), sigmoid, "Sigmoid"),
        new Case("what a sequence holds", Nested.sequence(), sigmoid, "Sigmoid"),
        new Case("what is in a map", Nested.map(), sigmoid, "Sigmoid"),
        new Case("what an optional holds", Nested.optional(), sigmoid, "Sigmoid"),
        new Case("a branch", Nested.branches(), inBody("If", "Sigmoid"), "If [] [Sigmoid]"),
        new Case(
            "a branch that is not taken", Nested.branches(), inBody("If", "Cos"), "If [Cos] []"),
        new Case("a loop", Nested.loop(), inBody("Loop", "Sigmoid"), "Loop [Sigmoid]"),
        new Case("a scan", Nested.scan(), inBody("Scan", "Sigmoid"), "Scan [Sigmoid]"),
        new Case(
            "a map",
            Nested.map(),
            inBody("SequenceMap", "Sigmoid"),
            "SequenceConstruct SequenceMap [Sigmoid] ConcatFromSequence"),
        new Case(
            "a sequence that is read",
            Nested.sequence(),
            g -> has(g, "SequenceAt"),
            "SequenceConstruct SequenceAt"),
        new Case(
            "an optional",
            Nested.optional(),
            g -> has(g, "Optional") && has(g, "OptionalGetElement"),
            "Optional OptionalGetElement"));
  }

  private static boolean has(Graph graph, String operator) {
    return graph.nodes().stream()
        .anyMatch(
            n ->
                n.operator().equals(operator)
                    || n.bodies().values().stream().anyMatch(b -> has(b, operator)));
  }

  private static Predicate<Graph> inBody(String outer, String inner) {
    return graph ->
        graph.nodes().stream()
            .anyMatch(
                n ->
                    n.operator().equals(outer)
                        && n.bodies().values().stream().anyMatch(b -> has(b, inner)));
  }

  private static String text(Graph graph) {
    return graph.nodes().stream().map(NestedReductionTest::text).collect(Collectors.joining(" "));
  }

  private static String text(Node node) {
    return node.operator()
        + node.bodies().values().stream()
            .map(b -> " [" + text(b) + "]")
            .collect(Collectors.joining());
  }

  private static Reduction reduced(Start start, Predicate<Graph> kept, int jobs)
      throws InterruptedException {
    Interest interest =
        (graph, inputs) -> {
          byte[] model = OnnxFromGraph.of(graph);
          Graph back = GraphFromOnnx.of(model);
          assertThat(OnnxFromGraph.of(back)).isEqualTo(model);
          GraphReading.of(back, inputs);
          return kept.test(graph);
        };
    return new Reducer(interest, jobs, () -> false, p -> {}).reduce(start);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theLeastIsLeft(Case c) throws InterruptedException {
    Reduction r = reduced(c.model(), c.kept(), 1);
    assertThat(text(r.graph())).isEqualTo(c.left());
    assertThat(r.inputs().values()).allSatisfy(t -> assertThat(t.size()).isEqualTo(1));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsReducedAgainStaysAsItIsForAnyNumberOfThreads(Case c) throws InterruptedException {
    Reduction once = reduced(c.model(), c.kept(), 1);
    Reduction three = reduced(c.model(), c.kept(), 3);
    Reduction twice = reduced(new Start(once.graph(), once.inputs()), c.kept(), 2);
    for (Reduction r : List.of(three, twice)) {
      assertThat(OnnxFromGraph.of(r.graph())).isEqualTo(OnnxFromGraph.of(once.graph()));
      assertThat(r.inputs()).isEqualTo(once.inputs());
    }
  }
}
