package dev.assay.cli.report;

import dev.assay.core.graph.Attribute;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.TensorType;
import dev.assay.corpus.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What goes wrong, in one line: a pass or an operator, what it does, and of what. */
final class Title {
  private static final int MOST_OPERATORS = 3;

  /** Nodes up to which they are written out. */
  private static final int LARGEST = 5;

  private final Evidence evidence;

  private Title(Evidence evidence) {
    this.evidence = evidence;
  }

  static String of(Evidence evidence) {
    Title title = new Title(evidence);
    return title.who() + " " + fault(evidence) + " " + title.ofWhat() + title.where();
  }

  /** The passes; or the optimiser, where it is its fault; or the operator. */
  private String who() {
    List<String> passes = passes(evidence);
    if (!passes.isEmpty()) {
      return String.join(" with ", passes);
    }
    return evidence.rightUnoptimised().isPresent()
        ? "Optimisation"
        : evidence.guilty().stream()
            .map(Node::operator)
            .distinct()
            .limit(MOST_OPERATORS)
            .collect(Collectors.joining(", "));
  }

  static List<String> passes(Evidence evidence) {
    return evidence.origin().map(Origin::passes).orElse(List.of());
  }

  /** What the backend does, before the model that it does it to. */
  static String fault(Evidence evidence) {
    String kind = evidence.shown().judgement().kind();
    return switch (evidence.shown().judgement().verdict()) {
      case MISMATCH ->
          kind.contains("shape")
              ? "gives a wrong shape for"
              : kind.contains("type") ? "gives a wrong type for" : "gives wrong values for";
      case CRASH -> "kills the process on";
      case TIMEOUT -> "never ends on";
      case UNSTABLE -> "differs from run to run on";
      case ERROR -> "fails on";
      case PASS, UNSUPPORTED, INDECISIVE, INVALID -> "does nothing wrong on";
    };
  }

  /** The nodes to blame, one in the other, and the types of what they are given. */
  private String ofWhat() {
    List<Node> guilty = evidence.guilty();
    if (guilty.size() > LARGEST) {
      return "a model of " + guilty.size() + " nodes";
    }
    Map<String, Node> makers =
        guilty.stream()
            .flatMap(n -> n.outputs().stream().map(o -> Map.entry(o, n)))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a));
    Node last = guilty.get(guilty.size() - 1);
    String types =
        inputs(last, makers)
            .distinct()
            .sorted(Comparator.naturalOrder())
            .map(name -> name + ": " + TensorType.of(evidence.reading().value(name)))
            .collect(Collectors.joining(", "));
    return "`" + call(last, makers) + "`" + (types.isEmpty() ? "" : " with " + types);
  }

  private static Stream<String> inputs(Node node, Map<String, Node> makers) {
    return node.inputs().stream()
        .filter(name -> !name.isEmpty())
        .flatMap(
            name -> {
              Node maker = makers.get(name);
              return maker == null ? Stream.of(name) : inputs(maker, makers);
            });
  }

  private static String call(Node node, Map<String, Node> makers) {
    String inputs =
        node.inputs().stream()
            .map(
                name -> {
                  Node maker = makers.get(name);
                  return maker == null ? name : call(maker, makers);
                })
            .collect(Collectors.joining(", "));
    String attributes =
        node.attributes().entrySet().stream()
            .filter(e -> isShort(e.getValue()))
            .map(e -> ", " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
    return node.operator() + "(" + inputs + attributes + ")";
  }

  private static boolean isShort(Attribute a) {
    return a.kind() != Attribute.Kind.GRAPH && a.kind() != Attribute.Kind.TENSOR;
  }

  private String where() {
    return evidence.isEverywhere() ? " at every optimisation level" : "";
  }
}
