package dev.assay.oracle.reduce;

import dev.assay.core.graph.Graph;
import dev.assay.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives a model as an input what it holds as a constant: then no folding of constants matters. A
 * body reads it from around it, or at least a constant.
 */
final class FewerConstants implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    Graph model = specimen.graph();
    return Way.all(model).stream()
        .flatMap(
            way ->
                way.in(model).constants().entrySet().stream()
                    .flatMap(
                        e -> {
                          Map<String, Tensor> leaf = Map.of(e.getKey(), e.getValue());
                          return Stream.<Edit>of(
                              d -> without(d, way, e.getKey()).withMore(leaf, Map.of()),
                              d -> without(d, way, e.getKey()).withMore(Map.of(), leaf));
                        }));
  }

  private static Draft without(Draft draft, Way way, String name) {
    if (way.isOutermost()) {
      return draft.without(List.of(name));
    }
    return draft.at(
        way,
        g -> {
          Map<String, Tensor> fewer = new LinkedHashMap<>(g.constants());
          fewer.remove(name);
          return g.withConstants(fewer);
        });
  }
}
