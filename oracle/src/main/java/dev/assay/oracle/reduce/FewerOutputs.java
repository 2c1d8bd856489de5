package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.core.graph.Value;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Looks at less of what a model makes: one value alone, those that take the fewest nodes first; or
 * some of the outputs.
 */
final class FewerOutputs implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    List<Value> outputs = draft.graph().outputs();
    Stream<Edit> single =
        made(specimen).stream()
            .sorted(Comparator.comparingInt(v -> ancestry(draft.graph(), v.name())))
            .map(v -> d -> d.withOutputs(List.of(v)));
    return Stream.concat(
        single, Sections.of(outputs.size()).map(s -> d -> d.withOutputs(s.without(outputs))));
  }

  /** The tensors that nodes make. */
  private static List<Value> made(Specimen specimen) {
    List<Value> made = new ArrayList<>();
    for (Node node : specimen.graph().nodes()) {
      for (String name : node.outputs()) {
        if (!name.isEmpty() && specimen.reading().datum(name) instanceof Tensor t) {
          made.add(specimen.draft().output(name).orElse(new Value(name, TensorType.of(t))));
        }
      }
    }
    return made;
  }

  private static int ancestry(Graph graph, String value) {
    Set<String> wanted = new HashSet<>(Set.of(value));
    int count = 0;
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      Node node = graph.nodes().get(k);
      if (node.outputs().stream().anyMatch(wanted::contains)) {
        wanted.addAll(Draft.reads(node));
        count++;
      }
    }
    return count;
  }
}
