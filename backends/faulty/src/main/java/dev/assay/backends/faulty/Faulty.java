package dev.assay.backends.faulty;

import dev.assay.backends.reference.Reference;
import dev.assay.core.backend.Backend;
import dev.assay.core.backend.Outcome;
import dev.assay.core.backend.Outcome.Phase;
import dev.assay.core.backend.Trial;
import dev.assay.core.graph.Graph;
import dev.assay.core.graph.Node;
import dev.assay.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The reference with bugs planted by choice, to measure what the oracles find. {@code
 * docs/faulty.md} lists the bugs.
 *
 * <p>Its bugs are its optimiser: {@code opt=disabled} switches them off, and {@code disable} some
 * of them, so that a blame can be tested.
 */
public final class Faulty implements Backend {
  private static final Map<String, Fault> FAULTS =
      Stream.of(OperandFaults.ALL, NumericFaults.ALL, PatternFaults.ALL, OutcomeFaults.ALL)
          .flatMap(List::stream)
          .collect(Collectors.toMap(Fault::name, f -> f, (a, b) -> b, LinkedHashMap::new));

  private static final Map<String, String> OPTIONS =
      new TreeMap<>(
          Map.of(
              "fault",
              "the bugs to plant, with ';' between (default none): " + String.join(", ", names()),
              "opt",
              "all (default) or disabled: whether they are active",
              "disable",
              "bugs that are left out after all, with ';' between"));

  /** The names of the bugs that can be planted. */
  public static List<String> names() {
    return List.copyOf(FAULTS.keySet());
  }

  /** The table of the bugs for the documentation, a line each. */
  static List<String> table() {
    return FAULTS.values().stream()
        .map(
            f ->
                "| `%s` | %s | %s | %s |"
                    .formatted(
                        f.name(),
                        String.join(", ", new TreeSet<>(f.operators())),
                        f.when(),
                        f.effect()))
        .toList();
  }

  @Override
  public String name() {
    return "faulty";
  }

  @Override
  public String version() {
    return Reference.releaseOf(Faulty.class);
  }

  @Override
  public Map<String, String> options() {
    return OPTIONS;
  }

  @Override
  public Optional<String> missing(Map<String, String> options) {
    active(options);
    return Optional.empty();
  }

  @Override
  public Map<String, String> passes(Trial trial, Map<String, String> options) {
    return active(options).stream().collect(Collectors.toMap(Fault::name, f -> "all"));
  }

  @Override
  public Outcome run(Trial trial, Map<String, String> options, Consumer<Phase> entered) {
    return Reference.run(
        trial, entered, (graph, inputs) -> outputs(graph, inputs, active(options)));
  }

  private static List<Fault> active(Map<String, String> options) {
    require(OPTIONS.keySet(), options.keySet());
    String level = options.getOrDefault("opt", "all");
    require(Set.of("all", "disabled"), Set.of(level));
    Set<String> planted = words(options.getOrDefault("fault", ""));
    require(FAULTS.keySet(), planted);
    planted.removeAll(words(options.getOrDefault("disable", "")));
    return level.equals("disabled") ? List.of() : planted.stream().map(Faulty::fault).toList();
  }

  private static Fault fault(String name) {
    return Objects.requireNonNull(FAULTS.get(name));
  }

  private static Set<String> words(String list) {
    return Arrays.stream(list.split(";"))
        .filter(w -> !w.isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void require(Set<String> known, Set<String> given) {
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the faulty backend has no such option\n  required : one of "
              + String.join(", ", known)
              + "\n  but      : "
              + String.join(", ", unknown));
    }
  }

  /** The outputs of a graph under some faults. */
  static List<Tensor> outputs(Graph graph, Map<String, Tensor> inputs, List<Fault> faults) {
    Graph rewritten = graph;
    for (Fault fault : faults) {
      rewritten = fault.rewrite().apply(rewritten);
    }
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    values.putAll(inputs);
    for (Node node : rewritten.nodes()) {
      List<String> made = new ArrayList<>(node.outputs());
      made.removeIf(String::isEmpty);
      List<Tensor> outputs = new Step(rewritten, node, values, faults).outputs();
      for (int k = 0; k < made.size(); k++) {
        values.put(made.get(k), outputs.get(k));
      }
    }
    return graph.outputs().stream().map(v -> value(values, v.name())).toList();
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no tensor is given for input " + name);
    }
    return value;
  }
}
