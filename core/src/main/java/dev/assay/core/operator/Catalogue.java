package dev.assay.core.operator;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All operators that Assay knows. */
public final class Catalogue {
  private static final List<Operator> ALL =
      Stream.of(
              Activations.ALL,
              Arithmetic.ALL,
              Attentions.ALL,
              BatchNormalization.ALL,
              Blocks.ALL,
              Casts.ALL,
              CausalConvolution.ALL,
              Constants.ALL,
              Contributions.ALL,
              Convolutions.ALL,
              Crops.ALL,
              Einsum.ALL,
              Features.ALL,
              FlexAttention.ALL,
              Functions.ALL,
              Gathers.ALL,
              Grids.ALL,
              Images.ALL,
              Labels.ALL,
              LinearAttention.ALL,
              LinearModels.ALL,
              Logic.ALL,
              Losses.ALL,
              Movements.ALL,
              Normalisations.ALL,
              Optimisers.ALL,
              Places.ALL,
              Pools.ALL,
              Products.ALL,
              Quantisations.ALL,
              QuantisedProducts.ALL,
              Randoms.ALL,
              Recurrences.ALL,
              Reductions.ALL,
              RegionPools.ALL,
              Resizing.ALL,
              Scans.ALL,
              Scatters.ALL,
              Selections.ALL,
              Spectra.ALL,
              Standardisations.ALL,
              Strings.ALL,
              SupportVectors.ALL,
              TfIdf.ALL,
              Trees.ALL)
          .flatMap(List::stream)
          .toList();

  private static final Map<String, Structure> STRUCTURES =
      Stream.of(ControlFlow.ALL, Sequences.ALL, Optionals.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toMap(s -> key(s.domain(), s.name()), s -> s));

  private static final List<Operator> DRAWN =
      ALL.stream().filter(o -> !Randoms.ALL.contains(o) && !Images.ALL.contains(o)).toList();

  private static final Map<String, List<Operator>> BY_NAME = byName();

  private Catalogue() {}

  private static Map<String, List<Operator>> byName() {
    Map<String, List<Operator>> map = new HashMap<>();
    for (Operator o : ALL) {
      map.merge(
          key(o.domain(), o.name()),
          List.of(o),
          (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
    return map;
  }

  private static String key(String domain, String name) {
    return (domain.equals("ai.onnx") ? "" : domain) + ":" + name;
  }

  /** Every definition, the older forms of an operator included. */
  public static List<Operator> all() {
    return ALL;
  }

  /** The definitions of which nodes are drawn: not those of {@link #random}, nor of files. */
  public static List<Operator> drawn() {
    return DRAWN;
  }

  /**
   * Whether an operator is one that compilers make of ONNX's, which other systems do not know. A
   * model that is drawn has these only where it is asked for.
   */
  public static boolean isContributed(Operator operator) {
    return Contributions.ALL.contains(operator);
  }

  /** The definitions whose results are random. */
  public static List<Operator> random() {
    return Randoms.ALL;
  }

  /** The definition that holds in a version of the domain. */
  public static Optional<Operator> find(String domain, String name, int opset) {
    return BY_NAME.getOrDefault(key(domain, name), List.of()).stream()
        .filter(o -> o.since() <= opset)
        .max(Comparator.comparingInt(Operator::since));
  }

  /** Every definition of a structure. */
  public static Collection<Structure> structures() {
    return STRUCTURES.values();
  }

  /** The structure that holds in a version of the domain. */
  public static Optional<Structure> structure(String domain, String name, int opset) {
    return Optional.ofNullable(STRUCTURES.get(key(domain, name))).filter(s -> s.since() <= opset);
  }
}
