package dev.assay.core.operator;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operators of which models are drawn: those of the {@link Catalogue}, and others beside them
 * that it does not have.
 *
 * @param beside such as those of which only rules are known
 */
public record KnownOperators(List<Operator> beside) {
  /** The catalogue alone. */
  public static final KnownOperators CATALOGUE = new KnownOperators(List.of());

  public KnownOperators {
    beside =
        beside.stream()
            .filter(o -> Catalogue.find(o.domain(), o.name(), Integer.MAX_VALUE).isEmpty())
            .toList();
  }

  /** The definitions of which nodes are drawn, those of the catalogue first. */
  public List<Operator> drawn() {
    return Stream.concat(Catalogue.drawn().stream(), beside.stream()).toList();
  }

  /** Whether an operator is one that the catalogue does not have. */
  public boolean isBeside(Operator operator) {
    return beside.contains(operator);
  }

  /** The definition that holds in a version of the domain. */
  public Optional<Operator> find(String domain, String name, int version) {
    return Catalogue.find(domain, name, version)
        .or(
            () ->
                beside.stream()
                    .filter(o -> o.domain().equals(domain) && o.name().equals(name))
                    .filter(o -> o.since() <= version)
                    .max(Comparator.comparingInt(Operator::since)));
  }
}
