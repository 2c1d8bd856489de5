package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Renaming;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets who reads an input or a constant of the model read another one of the same form. */
final class FewerLeaves implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Graph graph = specimen.graph();
    Set<String> inputs = graph.inputs().stream().map(Value::name).collect(Collectors.toSet());
    List<Map.Entry<String, Tensor>> leaves =
        specimen.draft().leaves().entrySet().stream()
            .filter(e -> inputs.contains(e.getKey()) || graph.constants().containsKey(e.getKey()))
            .toList();
    return leaves.stream()
        .flatMap(
            a ->
                leaves.stream()
                    .filter(b -> b != a && Elements.areAlike(a.getValue(), b.getValue()))
                    .map(b -> d -> replaced(d, Map.of(a.getKey(), b.getKey()))));
  }

  private static Draft replaced(Draft draft, Map<String, String> names) {
    return draft.at(
        Way.OUTERMOST,
        g -> g.withNodes(g.nodes().stream().map(n -> Renaming.of(n, names)).toList()));
  }
}
