package dev.assay.cli;

import dev.assay.core.backend.Runner;
import dev.assay.core.graph.Attribute.Kind;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.reading.GraphReading;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.KnownBugs;
import dev.assay.generator.Found;
import dev.assay.oracle.NodeForm;
import java.util.List;

/**
 * What is known to end or to hang a backend of a campaign. A process that starts again and a
 * silence that is waited for cost as much as hundreds of tests, and show nothing new.
 */
record Perils(List<KnownBug> bugs) {

  static Perils of(List<Runner> runners) {
    return new Perils(
        runners.stream()
            .flatMap(r -> KnownBugs.of(r.spec().name(), r.version()).deadly().stream())
            .filter(b -> !b.needsCompany())
            .distinct()
            .toList());
  }

  /** Whether a node of a model or of its sub-graphs is of a form that is known to be deadly. */
  boolean lieIn(Found found) {
    Graph graph = found.graph();
    if (!mayBeIn(graph)) {
      return false;
    }
    GraphReading reading = found.reading();
    return reading.steps().stream().filter(this::isSuspect).anyMatch(n -> lieIn(reading, n));
  }

  private boolean mayBeIn(Graph graph) {
    return graph.nodes().stream()
        .anyMatch(
            n ->
                isSuspect(n)
                    || n.attributes().values().stream()
                        .anyMatch(a -> a.kind() == Kind.GRAPH && mayBeIn(a.graph())));
  }

  private boolean isSuspect(Node node) {
    return bugs.stream().anyMatch(b -> b.isOf(node.operator()));
  }

  private boolean lieIn(GraphReading reading, Node node) {
    NodeForm form = NodeForm.of(reading, node);
    return bugs.stream().anyMatch(b -> b.concerns(form.operator(), form.call()));
  }
}
