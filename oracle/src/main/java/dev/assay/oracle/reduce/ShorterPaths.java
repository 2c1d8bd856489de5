package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Leads past a node: who read its output reads one of its inputs, first one of the same form. */
final class ShorterPaths implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    List<Node> nodes = specimen.graph().nodes();
    return Stream.of(true, false)
        .flatMap(
            alike ->
                Stream.iterate(nodes.size() - 1, k -> k >= 0, k -> k - 1)
                    .flatMap(k -> past(specimen, nodes.get(k), alike)));
  }

  private static Stream<Edit> past(Specimen specimen, Node node, boolean alike) {
    return node.outputs().stream()
        .filter(name -> !name.isEmpty())
        .flatMap(
            output ->
                Draft.reads(node).stream()
                    .filter(input -> isAlike(specimen, input, output) == alike)
                    .map(input -> d -> past(d, node, input, output)));
  }

  private static boolean isAlike(Specimen specimen, String input, String output) {
    return specimen.reading().datum(input) instanceof Tensor a
        && specimen.reading().datum(output) instanceof Tensor b
        && a.type() == b.type()
        && Arrays.equals(a.shape(), b.shape());
  }

  private static Draft past(Draft draft, Node node, String input, String output) {
    Graph graph = draft.graph();
    Map<String, String> names = Map.of(output, input);
    List<Node> nodes =
        graph.nodes().stream()
            .filter(n -> !n.equals(node))
            .map(n -> Renaming.of(n, names))
            .toList();
    boolean made = graph.nodes().stream().anyMatch(n -> n.outputs().contains(input));
    List<Value> outputs =
        graph.outputs().stream()
            .filter(v -> made || !v.name().equals(output))
            .map(v -> v.name().equals(output) ? new Value(input, v.type()) : v)
            .distinct()
            .toList();
    return draft.withNodes(nodes).withOutputs(outputs);
  }
}
