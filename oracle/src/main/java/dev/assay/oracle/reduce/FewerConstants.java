package dev.assay.oracle.reduce;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Gives a model as an input what it holds as a constant: then no folding of constants matters. */
final class FewerConstants implements Surgery {
  @Override
  public Stream<Edit> of(Specimen specimen) {
    return specimen.graph().constants().entrySet().stream()
        .map(
            e ->
                d ->
                    d.without(List.of(e.getKey()))
                        .withMore(Map.of(e.getKey(), e.getValue()), Map.of()));
  }
}
