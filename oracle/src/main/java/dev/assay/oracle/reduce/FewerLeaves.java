package dev.assay.oracle.reduce;

import dev.assay.core.graph.Node;
import dev.assay.core.graph.Renaming;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Feeds a model with less: one tensor in place of two, first those that are equal; inputs in place
 * of constants.
 */
final class FewerLeaves implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Draft draft = specimen.draft();
    Map<String, Tensor> leaves = draft.leaves();
    List<String> names = List.copyOf(leaves.keySet());
    Stream<Edit> merged = Stream.of(true, false).flatMap(equal -> merged(leaves, names, equal));
    Stream<Edit> fed =
        draft.graph().constants().entrySet().stream()
            .map(
                e ->
                    d ->
                        d.without(List.of(e.getKey()))
                            .withMore(Map.of(e.getKey(), e.getValue()), Map.of()));
    return Stream.concat(merged, fed);
  }

  private static Stream<Edit> merged(
      Map<String, Tensor> leaves, List<String> names, boolean equal) {
    List<Edit> all = new ArrayList<>();
    for (int j = names.size() - 1; j > 0; j--) {
      for (int k = 0; k < j; k++) {
        Tensor gone = leaves.get(names.get(j));
        Tensor kept = leaves.get(names.get(k));
        if (gone != null
            && kept != null
            && gone.equals(kept) == equal
            && gone.type() == kept.type()) {
          Map<String, String> name = Map.of(names.get(j), names.get(k));
          all.add(d -> renamed(d, name));
        }
      }
    }
    return all.stream();
  }

  private static Draft renamed(Draft draft, Map<String, String> names) {
    List<Node> nodes = draft.graph().nodes().stream().map(n -> Renaming.of(n, names)).toList();
    return draft.withNodes(nodes);
  }
}
