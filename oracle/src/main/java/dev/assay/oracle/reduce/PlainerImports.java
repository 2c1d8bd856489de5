package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.graph.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Declares less: only the operator sets that are used, old ones, and sizes as numbers. */
final class PlainerImports implements Surgery {
  private static final int OLDEST = 13;

  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    Map<String, Integer> opsets = draft.graph().opsets();
    Map<String, Integer> used = new HashMap<>(opsets);
    used.keySet().retainAll(domains(draft.graph()));
    Stream<Edit> older =
        IntStream.range(OLDEST, draft.graph().opset())
            .mapToObj(
                version -> {
                  Map<String, Integer> old = new HashMap<>(used);
                  old.replace("", version);
                  return d -> d.withOpsets(old);
                });
    return Stream.concat(Stream.of(d -> d.withOpsets(used), d -> closed(specimen)), older);
  }

  private static Set<String> domains(Graph graph) {
    Set<String> domains = new HashSet<>(Set.of(""));
    for (Node node : graph.nodes()) {
      domains.add(node.domain());
      node.bodies().values().forEach(body -> domains.addAll(domains(body)));
    }
    return domains;
  }

  private static Draft closed(Specimen specimen) {
    Graph g = specimen.graph();
    return new Draft(
        new Graph(
            g.name(),
            g.opsets(),
            closed(g.inputs(), specimen),
            g.constants(),
            g.nodes(),
            closed(g.outputs(), specimen)),
        specimen.draft().inputs());
  }

  private static List<Value> closed(List<Value> values, Specimen specimen) {
    return values.stream().map(v -> new Value(v.name(), closed(v, specimen))).toList();
  }

  private static ValueType closed(Value v, Specimen specimen) {
    return v.type() instanceof TensorType
        ? TensorType.of(specimen.reading().value(v.name()))
        : v.type();
  }
}
