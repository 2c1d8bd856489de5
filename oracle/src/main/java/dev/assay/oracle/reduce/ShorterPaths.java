package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leads past a node: who read its output reads one of its inputs, first one of the same form. Of a
 * sequence or an optional, also what was put into it.
 */
final class ShorterPaths implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return Stream.of(true, false)
        .flatMap(alike -> specimen.sites().stream().flatMap(site -> of(specimen, site, alike)));
  }

  private static Stream<Edit> of(Specimen specimen, Site site, boolean alike) {
    List<Node> nodes = specimen.graph(site).nodes();
    return Stream.iterate(nodes.size() - 1, k -> k >= 0, k -> k - 1)
        .flatMap(k -> past(site, nodes, nodes.get(k), alike));
  }

  private static Stream<Edit> past(Site site, List<Node> nodes, Node node, boolean alike) {
    return node.outputs().stream()
        .filter(name -> !name.isEmpty())
        .flatMap(
            output ->
                sources(site, nodes, node).stream()
                    .filter(input -> isAlike(site, input, output) == alike)
                    .map(input -> d -> past(d, site.way(), node, input, output)));
  }

  /** What a node reads; of what is no tensor, also what its maker reads. */
  private static Set<String> sources(Site site, List<Node> nodes, Node node) {
    Set<String> sources = new LinkedHashSet<>(Draft.reads(node));
    for (String name : Draft.reads(node)) {
      if (!(site.datum(name) instanceof Tensor)) {
        nodes.stream()
            .filter(n -> n.outputs().contains(name))
            .forEach(maker -> sources.addAll(sources(site, nodes, maker)));
      }
    }
    return sources;
  }

  private static boolean isAlike(Site site, String input, String output) {
    return site.datum(input) instanceof Tensor a
        && site.datum(output) instanceof Tensor b
        && Elements.areAlike(a, b);
  }

  private static Draft past(Draft draft, Way way, Node node, String input, String output) {
    return draft.at(way, g -> past(g, way.isOutermost(), node, input, output));
  }

  /** Of the model, no input becomes an output. */
  private static Graph past(
      Graph graph, boolean outermost, Node node, String input, String output) {
    Map<String, String> names = Map.of(output, input);
    List<Node> nodes =
        graph.nodes().stream()
            .filter(n -> !n.equals(node))
            .map(n -> Renaming.of(n, names))
            .toList();
    boolean mayGive =
        !outermost || graph.nodes().stream().anyMatch(n -> n.outputs().contains(input));
    Stream<Value> outputs =
        graph.outputs().stream()
            .filter(v -> mayGive || !v.name().equals(output))
            .map(v -> v.name().equals(output) ? new Value(input, v.type()) : v);
    return graph.withNodes(nodes).withOutputs((outermost ? outputs.distinct() : outputs).toList());
  }
}
