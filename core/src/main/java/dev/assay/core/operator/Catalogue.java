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
  /** Operators that share their builders. */
  public record Family(String name, List<Operator> operators) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("activations", Activations.ALL),
          new Family("arithmetic", Arithmetic.ALL),
          new Family("attentions", Attentions.ALL),
          new Family("batch normalization", BatchNormalization.ALL),
          new Family("blocks", Blocks.ALL),
          new Family("casts", Casts.ALL),
          new Family("causal convolution", CausalConvolution.ALL),
          new Family("constants", Constants.ALL),
          new Family("contributions", Contributions.ALL),
          new Family("convolutions", Convolutions.ALL),
          new Family("crops", Crops.ALL),
          new Family("einsum", Einsum.ALL),
          new Family("features", Features.ALL),
          new Family("flex attention", FlexAttention.ALL),
          new Family("functions", Functions.ALL),
          new Family("gathers", Gathers.ALL),
          new Family("grids", Grids.ALL),
          new Family("images", Images.ALL),
          new Family("labels", Labels.ALL),
          new Family("linear attention", LinearAttention.ALL),
          new Family("linear models", LinearModels.ALL),
          new Family("logic", Logic.ALL),
          new Family("losses", Losses.ALL),
          new Family("movements", Movements.ALL),
          new Family("normalisations", Normalisations.ALL),
          new Family("optimisers", Optimisers.ALL),
          new Family("places", Places.ALL),
          new Family("pools", Pools.ALL),
          new Family("products", Products.ALL),
          new Family("quantisations", Quantisations.ALL),
          new Family("quantised products", QuantisedProducts.ALL),
          new Family("randoms", Randoms.ALL),
          new Family("recurrences", Recurrences.ALL),
          new Family("reductions", Reductions.ALL),
          new Family("region pools", RegionPools.ALL),
          new Family("resizing", Resizing.ALL),
          new Family("scans", Scans.ALL),
          new Family("scatters", Scatters.ALL),
          new Family("selections", Selections.ALL),
          new Family("spectra", Spectra.ALL),
          new Family("standardisations", Standardisations.ALL),
          new Family("strings", Strings.ALL),
          new Family("support vectors", SupportVectors.ALL),
          new Family("tf-idf", TfIdf.ALL),
          new Family("trees", Trees.ALL));

  private static final List<Operator> ALL =
      FAMILIES.stream().flatMap(f -> f.operators().stream()).toList();

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

  /** Every definition, by family. */
  public static List<Family> families() {
    return FAMILIES;
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
