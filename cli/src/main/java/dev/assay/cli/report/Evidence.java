package dev.assay.cli.report;

import dev.assay.core.backend.BackendSpec;
import dev.assay.core.backend.Outcome;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.graph.Value;
import dev.assay.core.operator.Catalogue;
import dev.assay.core.operator.Operator;
import dev.assay.core.reading.GraphReading;
import dev.assay.core.tensor.Tensor;
import dev.assay.corpus.KnownBug;
import dev.assay.corpus.Origin;
import dev.assay.oracle.Culprit;
import dev.assay.oracle.Grounds;
import dev.assay.oracle.Judgement;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one finding that is to be reported.
 *
 * @param reading of the model on these inputs, with enclosures
 * @param backend at the level of the finding, in the newest release that Assay has
 * @param system its name for people
 * @param shown what that makes of the model
 * @param levels what the same release makes of it at each level, the least optimised first
 * @param culprits the nodes to blame; none where nobody can be named
 * @param origin passes and releases, where they have been looked for
 * @param checks what came of the checks that only a run can make
 */
public record Evidence(
    GraphReading reading,
    Map<String, Tensor> inputs,
    BackendSpec backend,
    String system,
    String version,
    Level shown,
    Map<String, Level> levels,
    List<Culprit> culprits,
    Optional<Origin> origin,
    Checks checks) {

  /** What came of the model, at one level. */
  public record Level(Outcome outcome, Judgement judgement) {}

  /**
   * What was tried on a finding before it is reported.
   *
   * @param checker what ONNX's own checker says against the model
   * @param smaller what could still be taken from the model without losing the finding
   * @param known a bug that explains all of it
   */
  public record Checks(
      Optional<String> checker, Optional<String> smaller, Optional<KnownBug> known) {}

  public Evidence {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    levels = Collections.unmodifiableMap(new LinkedHashMap<>(levels));
    culprits = List.copyOf(culprits);
  }

  /** The same, with what could still be taken from the model. */
  public Evidence with(Optional<String> smaller) {
    Checks more = new Checks(checks.checker, smaller, checks.known);
    return new Evidence(
        reading, inputs, backend, system, version, shown, levels, culprits, origin, more);
  }

  public Graph graph() {
    return reading.graph();
  }

  Grounds grounds() {
    return Grounds.of(shown.judgement(), culprits);
  }

  /** The level of the finding; empty where the backend has none. */
  Optional<String> level() {
    return Optional.ofNullable(backend.options().get("opt"));
  }

  /** The least optimised level, where it is another one and gets the model right. */
  Optional<String> rightUnoptimised() {
    return levels.entrySet().stream()
        .limit(1)
        .filter(e -> e.getValue().outcome().isOk() && !isFinding(e.getValue()))
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(level().orElse("")))
        .findFirst();
  }

  /** Whether every level shows it. */
  boolean isEverywhere() {
    return !levels.isEmpty() && levels.values().stream().allMatch(Evidence::isFinding);
  }

  static boolean isFinding(Level level) {
    return level.judgement().verdict().isFinding();
  }

  /** The nodes to blame; all where nobody can be named. */
  List<Node> guilty() {
    List<Node> guilty =
        graph().nodes().stream()
            .filter(n -> culprits.stream().anyMatch(c -> concerns(c, n)))
            .toList();
    return guilty.isEmpty() ? graph().nodes() : guilty;
  }

  private boolean concerns(Culprit culprit, Node node) {
    String company = culprit.form().substring(Math.max(0, culprit.form().indexOf(" before ")));
    String own = node.domain() + "." + node.operator();
    return culprit.operator().equals(definition(node).map(Operator::toString).orElse(own))
        || culprit.form().contains(" before ")
            && List.of(company.strip().split(" ")).contains(node.operator());
  }

  Optional<Operator> definition(Node node) {
    return Catalogue.find(node.domain(), node.operator(), opset(node));
  }

  int opset(Node node) {
    return graph().opsets().getOrDefault(node.domain(), 1);
  }

  /** The outputs of which ONNX says what they are. */
  List<Value> specified() {
    return graph().outputs().stream().filter(v -> reading.isSpecified(v.name())).toList();
  }

  /** How near an output must come. */
  Closeness closeness(Value output) {
    Tensor value = reading.value(output.name());
    Optional<Tensor> got =
        got(output)
            .filter(t -> t.type() == value.type() && Arrays.equals(t.shape(), value.shape()));
    return Closeness.of(value, reading.enclosure(output.name()), got);
  }

  /** What the backend gave for an output; empty where it failed. */
  Optional<Tensor> got(Value output) {
    List<Tensor> all = shown.outcome().outputs();
    int place = graph().outputs().indexOf(output);
    return place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
  }
}
