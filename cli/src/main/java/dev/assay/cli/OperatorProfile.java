package dev.assay.cli;

import dev.assay.core.Choices;
import dev.assay.core.expr.Behaviour;
import dev.assay.core.graph.Node;
import dev.assay.core.onnx.Schema;
import dev.assay.core.onnx.Schemas;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.operator.Port;
import dev.assay.core.operator.Structure;
import dev.assay.core.operator.Witness;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.DType;
import dev.assay.core.text.OperatorBehaviours;
import dev.assay.core.text.OperatorText;
import dev.assay.generator.Found;
import dev.assay.generator.InputSearch;
import dev.assay.generator.ModelGenerator;
import dev.assay.generator.ModelOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the catalogue has of an operator, over all versions.
 *
 * @param since the versions from which its definitions hold
 * @param ports of the newest
 * @param types the element types that ONNX lets its newest form take or give
 * @param meaning whether a formula says what it means, or a function, or other operators
 * @param opaque why no formula says it, if it is a function that does
 * @param readings that can be had of the newest
 * @param behaviours that nodes of the newest may meet, and with which types of the first input
 * @param witnesses of each definition, by the version from which it holds
 */
record OperatorProfile(
    String domain,
    String name,
    List<Integer> since,
    String ports,
    Set<DType> types,
    Meaning meaning,
    Optional<String> opaque,
    List<String> readings,
    Map<Behaviour, Set<DType>> behaviours,
    Map<Integer, List<Witness>> witnesses) {

  /** How a definition says what its operator means. */
  enum Meaning {
    /** As a formula: every reading is derived from it. */
    DERIVED,
    /** As a Java function: there are values, and nothing else. */
    OPAQUE,
    /** As nodes of other operators, once data tell which: all readings read those. */
    STRUCTURE,
    /** As random numbers: there are shapes, and no node is drawn. */
    RANDOM,
    /** Nobody knows, since no node was drawn. */
    UNKNOWN
  }

  private static final int DRAWS = 5;

  static List<OperatorProfile> all() {
    Map<String, List<Operator>> forms = new TreeMap<>();
    for (Operator o : Catalogue.all()) {
      forms.computeIfAbsent(o.domain() + ":" + o.name(), key -> new ArrayList<>()).add(o);
    }
    Map<String, OperatorProfile> profiles = new TreeMap<>();
    for (Structure s : Catalogue.structures()) {
      profiles.put(s.domain() + ":" + s.name(), of(s));
    }
    forms.forEach((key, list) -> profiles.put(key, of(list)));
    return List.copyOf(profiles.values());
  }

  private static OperatorProfile of(Structure s) {
    return new OperatorProfile(
        s.domain(),
        s.name(),
        List.of(s.since()),
        ports(s.inputs()) + " -> " + ports(s.outputs()),
        types(s.domain(), s.name()),
        Meaning.STRUCTURE,
        Optional.empty(),
        List.of("value", "enclosure", "gradient"),
        Map.of(),
        Map.of(s.since(), Witness.of(s.toString())));
  }

  private static OperatorProfile of(List<Operator> forms) {
    List<Integer> since = forms.stream().map(Operator::since).sorted().toList();
    Operator newest = forms.stream().max(Comparator.comparingInt(Operator::since)).orElseThrow();
    Optional<String> opaque = whyOpaque(newest);
    Meaning meaning = opaque.isPresent() ? Meaning.OPAQUE : meaning(newest);
    Set<DType> types = types(newest.domain(), newest.name());
    return new OperatorProfile(
        newest.domain(),
        newest.name(),
        since,
        ports(newest),
        types,
        meaning,
        opaque,
        readings(meaning, types),
        OperatorBehaviours.of(newest, opset(newest)).types(),
        forms.stream()
            .collect(
                Collectors.toMap(
                    Operator::since, o -> Witness.of(o.toString()), (a, b) -> a, TreeMap::new)));
  }

  /** The version of its domain at which a definition is read: the newest. */
  static int opset(Operator newest) {
    return newest.domain().isEmpty() ? Schemas.newestOpset() : newest.since();
  }

  private static List<String> readings(Meaning meaning, Set<DType> types) {
    if (meaning != Meaning.DERIVED) {
      return List.of("value");
    }
    return types.stream().anyMatch(DType.FLOATS::contains)
        ? List.of("value", "enclosure", "gradient")
        : List.of("value", "enclosure");
  }

  /** How many definitions have two witnesses at least. */
  long sure() {
    return witnesses.values().stream().filter(w -> w.size() > 1).count();
  }

  private static String ports(Operator o) {
    return ports(o.inputs()) + " -> " + ports(o.outputs());
  }

  private static String ports(List<Port> ports) {
    return ports.stream()
        .map(p -> p.name() + (p.variadic() ? "*" : p.optional() ? "?" : ""))
        .collect(Collectors.joining(" "));
  }

  private static Set<DType> types(String domain, String name) {
    Set<DType> types = EnumSet.noneOf(DType.class);
    Optional<Schema> schema = Schemas.find(domain, name, Integer.MAX_VALUE);
    schema.ifPresent(s -> s.inputs().forEach(p -> types.addAll(p.types())));
    schema.ifPresent(s -> s.outputs().forEach(p -> types.addAll(p.types())));
    return types;
  }

  private static Meaning meaning(Operator o) {
    return Catalogue.random().contains(o)
        ? Meaning.RANDOM
        : Catalogue.drawn().contains(o) ? Meaning.DERIVED : Meaning.UNKNOWN;
  }

  /** Looks at nodes, since a definition tells its meaning of nodes only. */
  private static Optional<String> whyOpaque(Operator o) {
    return Catalogue.drawn().contains(o)
        ? whyDrawnOpaque(o)
        : OperatorText.of(o, Math.max(o.since(), ModelOptions.STANDARD.mostOpset())).opaque();
  }

  private static Optional<String> whyDrawnOpaque(Operator o) {
    int opset = Math.max(o.since(), ModelOptions.STANDARD.mostOpset());
    ModelOptions alone =
        ModelOptions.STANDARD.withNodes(1).withOpsets(opset, opset).withOperators(o::equals);
    ModelGenerator models = new ModelGenerator(alone);
    for (int k = 0; k < DRAWS; k++) {
      Found drawn = InputSearch.of(0, 0, 0).find(models.next(Choices.of(k)), Choices.of(k));
      List<Node> nodes = drawn.graph().nodes();
      if (!nodes.isEmpty()) {
        return GraphReading.values(drawn.graph(), drawn.inputs()).whyOpaque(nodes.get(0));
      }
    }
    return Optional.empty();
  }
}
